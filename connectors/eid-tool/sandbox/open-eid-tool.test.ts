import { randomUUID } from 'node:crypto';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { eidToolConfig } from '../eid-tool.config.ts';
import { openEidTool } from './open-eid-tool.ts';

const start = instantOf('2026-11-24', '10:00');
const bench = sandboxBench(eidToolConfig.parse({}), start);
const sandbox = openEidTool(bench.env);
const pull = (lever: string, input: unknown = {}) => bench.pull(sandbox, lever, input);
afterAll(() => { sandbox.close(); bench.remove(); });

const number = (serial: number) => makeCardNumber(String(5_910_000_000 + serial));
const insz = makeInsz('1960-05-01', 3, { testPerson: true });
const card = { cardNumber: number(1), insz, kind: 'eid', expiresOn: '2026-12-24', renewal: 'card' } as const;

test('putting a card that is to be kept never undoes a renewal', async () => {
  const dossier = randomUUID();
  await pull('put-card', { card, keep: true });
  await sandbox.implementation.openRenewal({ dossier, cardNumber: number(1) }, bench.call());
  await sandbox.implementation.closeRenewal({ dossier, cardNumber: number(1), newCardNumber: number(2), closedOn: '2026-12-10', deliveredBy: 'bpost' }, bench.call());
  await pull('put-card', { card, keep: true });
  await pull('put-card', { card: { ...card, cardNumber: number(3) }, keep: true });
  const renewed = { ...card, cardNumber: number(2), expiresOn: '2036-12-10' };
  expect(await sandbox.implementation.cardOf({ insz }, bench.call())).toEqual({ card: renewed });
  expect(await pull('cards')).toEqual({ cards: [card, renewed] });
  expect(await pull('renewals')).toEqual({
    renewals: [{ cardNumber: number(1), dossier, openedAt: start, closed: { newCardNumber: number(2), closedOn: '2026-12-10', deliveredBy: 'bpost' } }],
  });
});

test('putting a card without keeping replaces what was known', async () => {
  await pull('put-card', { card: { ...card, expiresOn: '2027-01-01' } });
  expect(await sandbox.implementation.cardOf({ insz }, bench.call())).toMatchObject({ card: { cardNumber: number(1), expiresOn: '2027-01-01' } });
});

test('who is marked for home service is on the list', async () => {
  await sandbox.implementation.setHomeServiceFlag({ insz, homeService: true }, bench.call());
  expect(await pull('flags')).toEqual({ flags: [{ insz, homeService: true }] });
});

test('an unknown card is not renewed at the counter either', async () => {
  await expect(pull('renew-at-counter', { cardNumber: number(77) })).rejects.toMatchObject({ type: 'eid-tool.unknown-card' });
});
