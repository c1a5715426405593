import { claimLanes, demandTime, headOf, LaneLost, type Moment } from '#services/outbox/claim-lanes.ts';
import { items, lanes } from '#services/outbox/outbox.store.ts';
import { openToyHouse, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import { executeEffect } from './execute-effect.ts';
import { executeItem } from './execute-item.ts';
import { effectOf } from './find-part.ts';

let t: ToyHouse;
let now = Date.parse('2026-11-24T08:00:00Z');
let steady = 0;
const pass = (ms: number) => { now += ms; steady += ms; };
/** Nothing happens by itself here, and the house waits a tenth of a second for an answer. */
const patienceMs = 100;
beforeEach(async () => {
  t = await openToyHouse({ house: { works: { outbox: false, jobs: false }, realNow: () => now, steadyNow: () => steady, takeOverAfterMs: 4 * patienceMs, retries: { baseMs: 10, longestMs: 50, attempts: 6 } } });
});
afterEach(() => t.stop());

/** A lane that this test works itself, and what stands at its head. */
async function claimed(longestPauseMs?: number) {
  const { store, takeOverAfterMs: leaseMs, moment } = t.house.engine;
  const [claim] = await claimLanes(store, { owner: 'test', municipalities: ['gent'], most: 1, leaseMs, ...(longestPauseMs !== undefined && { longestPauseMs }) }, moment());
  const item = claim && await headOf(store.reader('gent'), claim.lane);
  if (!claim || !item) throw new Error('not claimed');
  return { claim, item };
}

test.each([['the clock on the wall', { real: 201, steady: 0 }], ['the one that cannot be set', { real: -3_600_000, steady: 201 }]])('no deed begins when half of the lease has passed by %s', async (_which, passed) => {
  const { engine } = t.house;
  await t.ask('toy-office.giveParked', 'mail');
  const { claim, item } = await claimed();
  // The machine stands still between the mark and the deed.
  const later = ({ real, steady }: Moment) => ({ real: real + passed.real, steady: steady + passed.steady });
  let marked = false;
  const moment = () => { const now = engine.moment(); const seen = marked ? later(now) : now; marked = true; return seen; };
  await expect(executeItem({ ...engine, moment }, claim, item)).rejects.toThrow(LaneLost);
  expect(await t.given()).toEqual([]);
  expect(() => { demandTime({ leaseMs: 60_000, since: { real: 0, steady: 0 } }, { real: 30_000, steady: 30_000 }); }).not.toThrow();
});

/** A payment system that goes on with what it was asked when nobody waits for it any more, until it is told to end. */
function slowPayments() {
  const { ports } = t.house.engine;
  const seen = { made: 0, looks: 0 };
  const [asked, ended] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  jest.spyOn(ports, 'of').mockReturnValue({ giveLooked: {
    perform: async () => { asked.resolve(undefined); await ended.promise; seen.made += 1; return { number: seen.made }; },
    lookUp: async () => { seen.looks += 1; return seen.made > 0 ? { number: seen.made } : undefined; },
  } } as never);
  return { seen, asked: asked.promise, end: async () => { ended.resolve(undefined); await new Promise(setImmediate); } };
}
const dueIn = async (lane: string) => ((await t.house.engine.store.reader('gent').first(lanes, { lane }))?.dueAt ?? 0) - now;

test('a payment that outlives our patience is not looked for while it may still be under way, and is made once', async () => {
  const payments = slowPayments();
  await t.ask('toy-office.giveLooked', 'slow');
  const { claim, item } = await claimed();
  await executeItem(t.house.engine, claim, item);
  expect(await t.items()).toEqual([expect.objectContaining({ state: 'waiting', begun: true, failure: 'outside.no-answer' })]);
  const wait = await dueIn(claim.lane);
  expect(wait).toBe(3 * patienceMs);
  await payments.end();
  // Nor is that taken for what a clock wrote that was ahead.
  await expect(claimed(t.house.engine.longestPauseMs)).rejects.toThrow('not claimed');
  pass(wait);
  const again = await claimed();
  await executeItem(t.house.engine, again.claim, again.item);
  expect(payments.seen).toEqual({ made: 1, looks: 1 });
  expect(await t.items()).toEqual([expect.objectContaining({ state: 'done', output: { number: 1 } })]);
});

test('a payment of a process that died is not looked for before its payment system, which says how long it may take, can have made it', async () => {
  const { engine } = t.house;
  const payments = slowPayments();
  await t.ask('toy-office.giveLooked', 'died');
  const { claim, item } = await claimed();
  const toy = engine.plugins.get('toy');
  if (!toy) throw new Error('no toy');
  const effect = effectOf(toy, item.name);
  const dying = executeEffect(engine, claim, item, { ...effect, operation: { ...effect.operation, mayTakeMs: 600_000 } });
  await payments.asked;
  expect(await dueIn(claim.lane)).toBe(600_000);
  // Long after its lease has ended.
  pass(599_999);
  await expect(claimed()).rejects.toThrow('not claimed');
  pass(1);
  await expect(claimed()).resolves.toBeDefined();
  const said = jest.spyOn(engine.log, 'error');
  await payments.end();
  await expect(dying).rejects.toThrow(LaneLost);
  // It lived on, and has made a payment that the other one may have made too.
  expect(said).toHaveBeenCalledWith({ effect: item.id, name: 'toy-office.giveLooked' }, expect.stringContaining('may have been done twice'));
});

test('a payment that a person has tried again is not looked for either while the last try may still be under way', async () => {
  const payments = slowPayments();
  await t.ask('toy-office.giveLooked', 'impatient');
  const { claim, item } = await claimed();
  const { store, retries: { attempts } } = t.house.engine;
  await store.transaction('gent', (tables) => tables.update(items, { id: item.id }, { attempts: attempts - 1 }));
  await executeItem(t.house.engine, claim, { ...item, attempts: attempts - 1 });
  expect(await t.items()).toEqual([expect.objectContaining({ state: 'failed', begun: true, failure: 'outside.no-answer' })]);
  pass(patienceMs);
  await t.call('exceptions.replay', { items: [item.id], why: 'they-say-it-works' }, t.admin);
  const early = await claimed();
  await executeItem(t.house.engine, early.claim, early.item);
  expect(payments.seen.looks).toBe(0);
  expect(await dueIn(claim.lane)).toBe(2 * patienceMs);
  await payments.end();
  pass(2 * patienceMs);
  const again = await claimed();
  await executeItem(t.house.engine, again.claim, again.item);
  expect(payments.seen).toEqual({ made: 1, looks: 1 });
  expect(await t.items()).toEqual([expect.objectContaining({ state: 'done', output: { number: 1 }, attempts: 1 })]);
});

test.each([['on', 3_600_000], ['back', -3_600_000]])('a clock that is set %s by an hour brings no look for a payment any nearer', async (_which, jump) => {
  const payments = slowPayments();
  await t.ask('toy-office.giveLooked', 'jumped');
  const first = await claimed();
  await executeItem(t.house.engine, first.claim, first.item);
  now += jump;
  const early = await claimed(t.house.engine.longestPauseMs);
  await executeItem(t.house.engine, early.claim, early.item);
  expect(payments.seen.looks).toBe(0);
  expect(await dueIn(first.claim.lane)).toBe(3 * patienceMs);
  await payments.end();
  pass(3 * patienceMs);
  const again = await claimed();
  await executeItem(t.house.engine, again.claim, again.item);
  expect(payments.seen).toEqual({ made: 1, looks: 1 });
});
