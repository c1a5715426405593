import { openToyHouse, type ToyEffect, type ToyHouse } from '#tools/test-house/open-toy-house.ts';
import type { TestHouseOptions } from '#tools/test-house/open-test-house.ts';
import { enqueue } from '#services/outbox/enqueue.ts';
import { items, lanes, never } from '#services/outbox/outbox.store.ts';
import { switches } from '#services/outbox/switches.store.ts';

const open: ToyHouse[] = [];
const openHouse = async (house: TestHouseOptions['house'] = {}) => {
  const t = await openToyHouse({ house });
  open.push(t);
  return t;
};
afterEach(async () => { for (const t of open.splice(0)) await t.stop(); });

/** A house of which this test moves the real clock: nothing comes due by itself. */
async function openStill(house: TestHouseOptions['house'] = {}) {
  let now = Date.parse('2026-11-24T08:00:00Z');
  const t = await openHouse({ realNow: () => now, ...house });
  const reader = t.house.engine.store.reader('gent');
  const busy = async () => await reader.count(lanes, { dueAt: { lte: now } }) > 0;
  const settle = async () => {
    for (t.house.engine.wake(); await busy(); t.house.engine.wake()) await new Promise((resolve) => { setImmediate(resolve); });
  };
  /** To the next moment at which a lane comes due (or further), and until all that is due then has been looked at. */
  const next = async (atLeastMs = 0): Promise<boolean> => {
    const [lane] = await reader.find(lanes, { dueAt: { lt: never } }, { by: [['dueAt', 'asc']], limit: 1 });
    if (!lane) return false;
    now = Math.max(now + atLeastMs, lane.dueAt);
    await settle();
    return true;
  };
  return { t, settle, next, now: () => now, to: (time: number) => { now = time; } };
}

/** How often the house went out to the office for these operations, as the office's side of the wire sees it. */
function countCalls(t: ToyHouse): { calls: number } {
  const { ports } = t.house.engine;
  const counted = { calls: 0 };
  const of = ports.of.bind(ports);
  jest.spyOn(ports, 'of').mockImplementation((municipality, port) => { counted.calls += 1; return of(municipality, port); });
  return counted;
}

test('a system that is down for as long as five hundred attempts gets everything once and in order when it is back; nobody is bothered, and it is hardly asked meanwhile', async () => {
  const { t, settle, next, now } = await openStill({ retries: { baseMs: 10, longestMs: 50, attempts: 6 }, outages: { breaker: { failures: 5, baseMs: 10, longestMs: 1_000 }, retriesPerMinute: 120 } });
  const outside = countCalls(t);
  await t.fault('*', 'down');
  const dossiers = Array.from({ length: 20 }, (_, index) => `d-${index}`);
  const order: readonly ToyEffect[] = ['toy-office.giveParked', 'toy-office.giveLooked', 'toy-office.giveKeyed'];
  for (const dossier of dossiers) for (const name of order) await t.ask(name, dossier);
  await settle();
  const until = now() + 500 * 50;
  while (now() < until) expect(await next(250)).toBe(true);
  expect(await t.given()).toEqual([]);
  // 25 seconds of pauses that grow to one second: some thirty probes, and what was under way when it went down.
  expect(outside.calls).toBeLessThan(80);
  expect(outside.calls).toBeGreaterThan(25);
  const waiting = await t.items();
  expect(waiting.map(({ state }) => state)).toEqual(waiting.map(() => 'waiting'));
  expect(Math.max(...waiting.map(({ attempts }) => attempts))).toBeLessThan(6);

  await t.fault('*', null);
  while (await next());
  expect((await t.items()).map(({ state }) => state)).toEqual(waiting.map(() => 'done'));
  const given = await t.given();
  expect(given.map(({ times }) => times)).toEqual(given.map(() => 1));
  for (const dossier of dossiers) expect(given.filter((entry) => entry.dossier === dossier).map(({ operation }) => `toy-office.${operation}`)).toEqual(order);
});

test('while a system is down look-ups fail at once instead of waiting for it, until one of them finds it back', async () => {
  const { t, now, to } = await openStill();
  await t.fault('given', 'down');
  for (let time = 0; time < 5; time += 1) await expect(t.look()).rejects.toMatchObject({ type: 'toy-office.unavailable' });
  const outside = countCalls(t);
  await expect(t.look()).rejects.toMatchObject({ type: 'port.unavailable-now', code: 503, data: { retry: 'safe' } });
  expect(outside.calls).toBe(0);
  await t.fault('given', null);
  to(now() + 50);
  await expect(t.look()).resolves.toBeDefined();
  await expect(t.look()).resolves.toBeDefined();
});

test('when the probe finds the system back, those who waited go at once and not only when their own time has come', async () => {
  const hour = 3_600_000;
  const { t, settle, next, now } = await openStill({ outages: { breaker: { failures: 5, baseMs: hour, longestMs: hour }, retriesPerMinute: 120 } });
  await t.fault('*', 'down');
  for (let time = 0; time < 5; time += 1) await t.look().catch(() => undefined);
  for (const dossier of ['a', 'b', 'c']) await t.ask('toy-office.giveKeyed', dossier);
  await settle();
  expect((await t.items()).map(({ attempts, begun, state }) => [attempts, begun, state])).toEqual(Array.from({ length: 3 }, () => [0, false, 'waiting']));
  expect((await t.call<{ switches: object[] }>('outbox.switches', {}, t.admin)).switches).toContainEqual(expect.objectContaining({ port: 'toy-office', state: 'running', circuit: 'open', waiting: 3 }));
  await t.fault('*', null);
  expect(await next()).toBe(true);
  const first = now();
  await settle();
  expect(await t.given('giveKeyed')).toHaveLength(3);
  expect(now()).toBe(first);
});

test('a mail that waited while its system was left in peace was never begun, and goes out once', async () => {
  const { t, settle, next } = await openStill();
  await t.fault('*', 'down');
  for (let time = 0; time < 5; time += 1) await t.look().catch(() => undefined);
  await t.ask('toy-office.giveParked', 'mail');
  await settle();
  expect(await t.items()).toEqual([expect.objectContaining({ begun: false, attempts: 0, state: 'waiting' })]);
  await t.fault('*', null);
  while (await next());
  expect(await t.given('giveParked')).toEqual([expect.objectContaining({ times: 1 })]);
});

test('an effect that may have happened stays one that is looked up first, however long its system is down after that', async () => {
  const { t, settle, next } = await openStill();
  await t.fault('giveLooked', 'answers-late', 1);
  await t.ask('toy-office.giveLooked', 'looked');
  await t.fault('look-up', 'down');
  await settle();
  for (let round = 0; round < 40; round += 1) await next();
  expect(await t.items()).toEqual([expect.objectContaining({ begun: true, state: 'waiting' })]);
  await t.fault('look-up', null);
  while (await next());
  expect(await t.given('giveLooked')).toEqual([expect.objectContaining({ times: 1 })]);
  expect(await t.items()).toEqual([expect.objectContaining({ state: 'done' })]);
});

test('one effect that its system never takes does not keep the others of that system waiting', async () => {
  const { t, settle, next } = await openStill({ outages: { breaker: { failures: 3, baseMs: 10, longestMs: 1_000 }, retriesPerMinute: 120 } });
  const { ports } = t.house.engine;
  const office = ports.of('gent', 'toy-office') as unknown as Record<string, (input: { dossier: string }, call: object) => Promise<unknown>>;
  jest.spyOn(ports, 'of').mockReturnValue({ ...office, giveKeyed: async (input: { dossier: string }, call: object) => {
    if (input.dossier === 'poison') throw Object.assign(new Error('unavailable'), { type: 'toy-office.unavailable', code: 503, data: { retry: 'safe' } });
    return office['giveKeyed']?.(input, call);
  } } as never);
  await t.ask('toy-office.giveKeyed', 'poison');
  await settle();
  for (let round = 0; round < 6; round += 1) await next();
  expect(t.house.engine.circuits.stateOf('gent', 'toy-office')).toBe('open');
  for (const dossier of ['a', 'b']) await t.ask('toy-office.giveKeyed', dossier);
  for (let round = 0; round < 8; round += 1) await next();
  expect((await t.given('giveKeyed')).map(({ dossier }) => dossier).toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual(['a', 'b']);
});

test('too many repeats in vain within a minute: the house pauses the connector itself, says so, and a person resumes it', async () => {
  const warned: string[] = [];
  const silent = { info: () => undefined, warn: (_fields: object, message: string) => { warned.push(message); }, error: () => undefined };
  const { t, settle, next } = await openStill({ log: silent, retries: { baseMs: 10, longestMs: 50, attempts: 1_000 }, outages: { breaker: { failures: 1_000, baseMs: 10, longestMs: 50 }, retriesPerMinute: 20 } });
  const outside = countCalls(t);
  await t.fault('giveKeyed', 'down');
  await t.ask('toy-office.giveKeyed', 'runaway');
  await settle();
  while (await next());
  // The first attempt, and one repeat more than the budget has.
  expect(outside.calls).toBe(22);
  expect(await t.house.engine.store.reader('gent').find(switches, {})).toEqual([expect.objectContaining({ port: 'toy-office', state: 'paused', why: 'runaway-retries', by: 'house' })]);
  expect(warned).toEqual([expect.stringContaining('paused this connector')]);
  expect(await t.items()).toEqual([expect.objectContaining({ state: 'waiting', attempts: 22 })]);
  await t.fault('giveKeyed', null);
  await t.call('outbox.resume', { port: 'toy-office', why: 'repaired' }, t.admin);
  while (await next());
  expect(await t.given('giveKeyed')).toHaveLength(1);
});

test('what a node had begun when it was lost: a mail waits for a person, a payment is looked up before it is asked again', async () => {
  const { t, settle, next } = await openStill();
  const { store } = t.house.engine;
  await t.call('outbox.pause', { port: 'toy-office', why: 'test' }, t.admin);
  for (const name of ['toy-office.giveParked', 'toy-office.giveLooked'] as const) await t.ask(name, name);
  await settle();
  await store.transaction('gent', (tables) => tables.update(items, { state: 'waiting' }, { begun: true }));
  const asked: string[] = [];
  const { ports } = t.house.engine;
  const office = ports.of('gent', 'toy-office') as unknown as { giveLooked: Record<'perform' | 'lookUp', (input: object, call: object) => Promise<unknown>> };
  const spied = (name: 'perform' | 'lookUp') => (input: object, call: object) => { asked.push(name); return office.giveLooked[name](input, call); };
  jest.spyOn(ports, 'of').mockReturnValue({ ...office, giveLooked: { perform: spied('perform'), lookUp: spied('lookUp') } } as never);
  await t.call('outbox.resume', { port: 'toy-office', why: 'test' }, t.admin);
  await settle();
  while (await next());
  expect((await t.items()).map(({ name, state, failure }) => [name, state, failure])).toEqual([['toy-office.giveParked', 'parked', 'outbox.outcome-unknown'], ['toy-office.giveLooked', 'done', null]]);
  expect(asked).toEqual(['lookUp', 'perform']);
  expect(await t.given('giveParked')).toEqual([]);
});

test.each([
  ['an effect of a plugin', { kind: 'effect', name: 'toy-office.giveKeyed', plugin: 'gone' }], ['an effect', { kind: 'effect', name: 'toy-office.giveOld', plugin: 'toy' }],
  ['an event', { kind: 'event', name: 'toy.gone', plugin: 'toy' }], ['a message for a plugin', { kind: 'message', name: 'toy-office.given', plugin: 'gone' }],
] as const)('%s that this release does not know any more stands on the exception list, which says what to do', async (_what, unknown) => {
  const { t, settle, now } = await openStill();
  const { store, newId } = t.house.engine;
  await store.transaction('gent', (tables) => enqueue(tables, [{ ...unknown, id: newId(), lane: 'old', dossier: null, actor: 'job:test', traceId: 't', at: 1, about: {}, payload: { dossier: 'd' } }], now()));
  await settle();
  const { exceptions } = await t.call<{ exceptions: object[] }>('exceptions.list', {}, t.admin);
  expect(exceptions).toEqual([expect.objectContaining({ ...unknown, state: 'failed', failure: 'outbox.not-known-here', title: expect.stringContaining('start the release that does') })]);
});

test('a listener that always breaks is tried as often as the policy says and not once more, then waits for a person', async () => {
  const { t, settle, next } = await openStill({ retries: { baseMs: 10, longestMs: 50, attempts: 6 } });
  let times = 0;
  t.does.onEvent = async () => { times += 1; throw new Error('broken'); };
  await t.happen('always');
  await settle();
  while (await next());
  expect(times).toBe(6);
  expect(await t.items({ kind: 'event' })).toEqual([expect.objectContaining({ state: 'failed', attempts: 6 })]);
});
