import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { sealForBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { bizaConfig } from '../biza.config.ts';
import { productionStatus } from '../biza.port.ts';
import { openBiza } from './open-biza.ts';
import { expectedAnew, statusOf } from './production-status.ts';
import type { Order } from './biza-world.ts';

const today = '2026-11-24';
const orderList = z.object({ orders: z.array(z.looseObject({ order: z.string(), dossier: z.string() })) });
const bench = sandboxBench(bizaConfig.parse({}), instantOf(today, '10:00'));
const sandbox = openBiza(bench.env);
const port = sandbox.implementation;
const pull = (lever: string, input: unknown) => bench.pull(sandbox, lever, input);
const insz = makeInsz('1960-05-01', 3, { testPerson: true });
const acting = { official: 'els.peeters', device: 'tablet-1' };

beforeAll(async () => {
  await sealForBiza(bench.env.folder, Buffer.from('x'), { dossier: randomUUID(), purpose: 'code' });
  await pull('put-person', { insz, firstNames: ['Test'], lastName: 'Person' });
  for (const [holder, reference] of [['municipality', '24055'], ['official', acting.official], ['device', acting.device]]) {
    for (const act of ['capture-biometrics', 'activate-card']) {
      await pull('put-authorisation', { holder, reference, act, validFrom: '2026-01-01', validUntil: '2028-12-31' });
    }
  }
});
beforeEach(() => bench.goTo(instantOf(today, '10:00')));
afterAll(() => { sandbox.close(); bench.remove(); });

async function captured(dossier: string): Promise<string> {
  const content = JSON.stringify({ version: 1, fingers: [{ finger: 'left-index', imageRecord: 'AAAA' }] });
  const sealed = bench.keep(await sealForBiza(bench.env.folder, Buffer.from(content), { dossier, purpose: 'fingerprints' }));
  const { registration } = await port.registerBiometrics({ dossier, insz, outcome: 'captured', fingers: ['left-index'], sealed, ...acting }, bench.call());
  return registration;
}
async function ordered(procedure: 'normal' | 'urgent', dossier = randomUUID()) {
  const registration = await captured(dossier);
  await port.verifyBiometrics({ dossier, registration }, bench.call());
  const asked = { dossier, insz, registration, procedure, outcome: 'captured', certificates: 'authentication-and-signature', validityMonths: 120 } as const;
  return { dossier, ...await port.orderCard(asked, bench.call()) };
}
const statusOn = async (order: string, day: string) => {
  bench.goTo(instantOf(day, '12:00'));
  return (await port.cardStatus({ order }, bench.call())).status;
};

test('the urgent procedure takes 3 days and the normal one 18, and a card comes along step by step', async () => {
  const urgent = await ordered('urgent');
  expect(urgent.expectedOn).toBe('2026-11-27');
  expect((await ordered('normal')).expectedOn).toBe('2026-12-12');
  const days = [today, '2026-11-25', '2026-11-26', '2026-11-27', '2027-03-01'];
  const seen = [];
  for (const day of days) seen.push(await statusOn(urgent.order, day));
  expect(seen).toEqual(['ordered', 'in-production', 'shipped', 'at-municipality', 'at-municipality']);
});

test('the fingerprints of the next verifications are rejected, and those after them are not', async () => {
  await pull('reject-next-biometrics', { times: 1 });
  const verdictOf = async () => {
    const dossier = randomUUID();
    const registration = await captured(dossier);
    const ask = () => port.verifyBiometrics({ dossier, registration }, bench.call());
    const first = await ask();
    expect(await ask()).toEqual(first);
    return first.verdict;
  };
  expect([await verdictOf(), await verdictOf()]).toEqual(['rejected', 'verified']);
});

test('a late card comes on its new day, and one that was shipped stays shipped until then', async () => {
  const { order } = await ordered('urgent');
  expect(await statusOn(order, '2026-11-26')).toBe('shipped');
  await pull('delay-order', { order, expectedOn: '2026-12-10' });
  expect(await port.cardStatus({ order }, bench.call())).toMatchObject({ status: 'shipped', expectedOn: '2026-12-10' });
  expect(await statusOn(order, '2026-12-09')).toBe('shipped');
  expect(await statusOn(order, '2026-12-10')).toBe('at-municipality');
  await expect(pull('delay-order', { order, expectedOn: '2026-12-20' })).rejects.toMatchObject({ type: 'biza-sandbox.order-has-ended' });
});

test('a card that was lost in the post stays lost, and another may be ordered', async () => {
  const { order, dossier } = await ordered('urgent');
  await pull('set-order-status', { order, status: 'lost' });
  expect(await statusOn(order, '2027-01-01')).toBe('lost');
  bench.goTo(instantOf(today, '11:00'));
  const again = await ordered('urgent', dossier);
  const { orders } = orderList.parse(await pull('orders', {}));
  expect(orders.filter((each) => each.dossier === dossier)).toEqual([
    expect.objectContaining({ order, status: 'lost' }), expect.objectContaining({ order: again.order, cardNumber: again.cardNumber, status: 'ordered' }),
  ]);
});

test('a closed renewal is on the list', async () => {
  const { order, dossier, cardNumber } = await ordered('urgent');
  const { activation, script } = await port.openActivation({ dossier, cardNumber, sealed: null, ...acting }, bench.call());
  await port.confirmActivation({ dossier, activation, responses: script.map(() => '9000') }, bench.call());
  await port.closeRenewal({ dossier, order, closedOn: '2026-11-28' }, bench.call());
  expect(await pull('closed-renewals', {})).toEqual({ renewals: [{ order, dossier, cardNumber, closedOn: '2026-11-28' }] });
});

test('the code that goes to a card stands in no file of this BiZa as it is', async () => {
  const { dossier, cardNumber } = await ordered('urgent');
  const code = '161803398874';
  const sealed = bench.keep(await sealForBiza(bench.env.folder, Buffer.from(JSON.stringify({ version: 1, code })), { dossier, purpose: 'code' }));
  const { activation, script } = await port.openActivation({ dossier, cardNumber, sealed, ...acting }, bench.call());
  await port.confirmActivation({ dossier, activation, responses: script.map(() => '9000') }, bench.call());
  await port.registerCode({ dossier, cardNumber, sealed }, bench.call());
  const files = readdirSync(bench.env.folder).map((name) => readFileSync(join(bench.env.folder, name), 'latin1'));
  expect(files.some((bytes) => bytes.includes(cardNumber))).toBe(true);
  expect(files.filter((bytes) => bytes.includes(code))).toEqual([]);
});

test('an authorisation that was never given cannot be withdrawn', async () => {
  await expect(pull('withdraw-authorisation', { holder: 'official', reference: 'nobody', act: 'activate-card' })).rejects.toMatchObject({ type: 'biza-sandbox.unknown-authorisation' });
});

test('what BiZa knows survives its end', async () => {
  const { order } = await ordered('urgent');
  const again = openBiza(bench.env);
  expect(await again.implementation.cardStatus({ order }, bench.call())).toMatchObject({ status: 'ordered' });
  again.close();
});

test('a card never goes back, however its day moves before it arrives', () => {
  const stages = productionStatus.options;
  fc.assert(fc.property(fc.nat({ max: 30 }), fc.array(fc.record({ wait: fc.nat({ max: 5 }), delay: fc.integer({ min: 1, max: 20 }) }), { maxLength: 6 }), (days, moves) => {
    const expectedOn = addDays(today, days);
    let order: Order = { dossier: '', insz: '', cardNumber: '', orderedAt: instantOf(today, '10:00'), shipsOn: addDays(expectedOn, -1), expectedOn, settled: null };
    let day = today;
    let reached = 0;
    for (const { wait, delay } of moves) {
      day = addDays(day, wait);
      const { status } = statusOf(order, day);
      expect(stages.indexOf(status)).toBeGreaterThanOrEqual(reached);
      reached = stages.indexOf(status);
      if (status === 'at-municipality') return;
      order = expectedAnew(order, addDays(day, delay), day);
      expect(stages.indexOf(statusOf(order, day).status)).toBeGreaterThanOrEqual(reached);
    }
  }));
});
