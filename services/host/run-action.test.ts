import * as fc from 'fast-check';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import type { CallMeta } from './engine.ts';
import { runAction } from './run-action.ts';

let test1: TestHouse;
let dossier: string;
beforeAll(async () => {
  test1 = await openTestHouse();
  await aCitizen(test1);
  const { opened } = await test1.call<{ opened: { dossier: string }[] }>('invitation.checkExpiry', {}, as('administrator'));
  dossier = opened[0]?.dossier ?? '';
  await test1.idle();
});
afterAll(() => test1.stop());

const run = (name: string, input: unknown, meta: CallMeta) => {
  const [id = '', action = ''] = name.split('.');
  const plugin = test1.house.engine.plugins.get(id);
  if (!plugin) throw new Error('no plugin');
  return runAction(test1.house.engine, plugin, action, input, meta);
};

test('an official of one municipality finds nothing of another', async () => {
  await expect(test1.call('journey.show', { dossier }, as('official', 'an.claes', 'kortenberg'))).rejects.toMatchObject({ type: 'journey.unknown-dossier' });
  await expect(test1.call('journey.show', { dossier }, as('official'))).resolves.toMatchObject({ dossier });
});

test('a citizen\'s credential opens one dossier and no other', async () => {
  await expect(test1.call('request.status', { dossier }, citizenOf('0190a000-0000-7000-8000-000000000001'))).rejects.toMatchObject({ type: 'caller.not-yours' });
  await expect(test1.call('request.status', { dossier }, citizenOf(dossier))).resolves.toMatchObject({ dossier });
});

test('a credential without the scope of an action is refused, and the scope is named', async () => {
  await expect(test1.call('invitation.checkExpiry', {}, as('bpost'))).rejects.toMatchObject({ type: 'caller.scope-missing', data: { issues: [{ detail: expect.stringContaining('invitation:check') }] } });
});

test('a plugin cannot call what its contract does not name, whatever the caller may do', async () => {
  const caller = { ...as('administrator'), via: 'payment' };
  await expect(test1.call('invitation.checkExpiry', {}, caller)).rejects.toMatchObject({ type: 'caller.scope-missing' });
});

test('the same key gives the same answer and acts once', async () => {
  const meta = () => ({ caller: as('clerk'), traceId: 'trace', idempotencyKey: 'key-1' });
  await run('request.openFor', { insz: (await aCitizen(test1, { expiresOn: '2028-01-01' })).insz, why: 'citizen-called' }, meta());
  const { insz } = await aCitizen(test1, { expiresOn: '2028-02-02' });
  const [first, again]: CallMeta[] = [{ ...meta(), idempotencyKey: 'key-2' }, { ...meta(), idempotencyKey: 'key-2' }];
  if (!first || !again) throw new Error('no meta');
  const answer = await run('request.openFor', { insz, why: 'citizen-called' }, first);
  expect(await run('request.openFor', { insz, why: 'citizen-called' }, again)).toEqual(answer);
  expect(again.replayed).toBe(true);
});

test('a key that comes back with another request is refused by name', async () => {
  const meta = { caller: as('clerk'), traceId: 'trace', idempotencyKey: 'key-1' };
  const { insz } = await aCitizen(test1, { expiresOn: '2028-03-03' });
  await expect(run('request.openFor', { insz, why: 'at-counter' }, meta)).rejects.toMatchObject({ type: 'idempotency.key-reused' });
});

test('another caller\'s key is another key', async () => {
  const { insz } = await aCitizen(test1, { expiresOn: '2028-04-04' });
  await expect(run('request.openFor', { insz, why: 'at-counter' }, { caller: as('clerk', 'somebody.else'), traceId: 'trace', idempotencyKey: 'key-1' })).resolves.toMatchObject({ dossier: expect.any(String) });
});

test('twenty requests at once with one key open one dossier', async () => {
  const { insz, cardNumber } = await aCitizen(test1, { expiresOn: '2028-05-05' });
  const results = await Promise.allSettled(Array.from({ length: 20 }, () => run('request.openFor', { insz, why: 'citizen-called' }, { caller: as('clerk'), traceId: 'trace', idempotencyKey: 'key-many' })));
  const answers = results.flatMap((result) => (result.status === 'fulfilled' ? [JSON.stringify(result.value)] : []));
  const refusals = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as { type: string }).type] : []));
  expect(new Set(answers).size).toBe(1);
  expect(refusals.every((type) => type === 'idempotency.in-progress')).toBe(true);
  const { keyring, store } = test1.house.engine;
  expect(await store.reader('gent').count(dossiers, { cardIndex: keyring.blindIndex('gent', 'card', cardNumber) })).toBe(1);
});

test('a request that failed may be tried again with its key', async () => {
  const meta = { caller: as('clerk'), traceId: 'trace', idempotencyKey: 'key-failed' };
  const { insz } = await aCitizen(test1, { expiresOn: '2028-06-06' });
  await test1.pull('eid-tool', 'fault', { operation: 'cardOf', kind: 'down', times: 3 });
  await expect(run('request.openFor', { insz, why: 'citizen-called' }, meta)).rejects.toMatchObject({ type: 'eid-tool.unavailable' });
  await expect(run('request.openFor', { insz, why: 'citizen-called' }, meta)).resolves.toMatchObject({ dossier: expect.any(String) });
});

test('whatever is sent to an action is either what it takes or refused with the field named', async () => {
  await fc.assert(fc.asyncProperty(fc.anything({ withBigInt: false }), async (input) => {
    const refusal = await run('request.openFor', input, { caller: as('clerk'), traceId: 'trace' }).then(() => undefined, (error: unknown) => error);
    expect(refusal).toMatchObject({ type: 'caller.bad-input', data: { issues: expect.arrayContaining([expect.objectContaining({ name: expect.any(String) })]) } });
  }), { numRuns: 60 });
});

test('each look-up of a person leaves who, why, what and with which result', async () => {
  const { insz } = await aCitizen(test1, { expiresOn: '2028-07-07' });
  await run('request.openFor', { insz, why: 'citizen-called' }, { caller: as('clerk', 'jan.jans'), traceId: 'trace-look', idempotencyKey: 'k' });
  const { entries } = await test1.call<{ entries: { what: string; actor: string; why: string; result: string; traceId: string }[] }>('audit.search', { limit: 50 }, as('administrator'));
  const mine = entries.filter(({ traceId }) => traceId === 'trace-look');
  expect(mine).toEqual(expect.arrayContaining([
    expect.objectContaining({ actor: 'official:jan.jans', what: 'eid-tool.cardOf', why: 'request:openFor', result: 'done' }),
    expect.objectContaining({ actor: 'official:jan.jans', what: 'disability-register.recognition', why: 'request:openFor', result: 'done' }),
  ]));
  expect(JSON.stringify(entries)).not.toContain(insz);
});
