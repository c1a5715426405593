import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store, SystemTables, Tables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { outbox003 } from './attempts.store.ts';
import { claimLanes, demandTime, freeLane, headOf, holdLane, LaneLost, laneKey, releaseLane, type Claim, type Claiming } from './claim-lanes.ts';
import { items, lanes, never, outbox001, outboxTables, type Item, type Lane } from './outbox.store.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-claims-'));
const sealer = { seal: (_place: object, text: string) => text, open: (_place: object, sealed: string) => sealed, demandIndex: () => undefined };
let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: outboxTables, migrations: [outbox001, outbox003], sealer }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });
beforeEach(() => store.transaction('gent', async (tables) => { for (const table of [lanes, items]) await tables.remove(table, {}); }));

const [now, leaseMs] = [10_000_000, 60_000];
const moment = { real: now, steady: 5 };
const claiming: Claiming = { owner: 'node', municipalities: ['gent'], most: 50, leaseMs };
const inGent = <T>(body: (tables: Tables) => Promise<T>) => store.transaction('gent', body);
const put = (lane: string, overrides: Partial<Lane> = {}) => inGent((tables) => tables.insert(lanes, { lane, tail: 0, fence: 7, owner: null, leasedUntil: 0, dueAt: now, ...overrides }));
const claim = async (overrides: Partial<Claiming> = {}) => (await claimLanes(store, { ...claiming, ...overrides }, moment)).map(({ lane }) => lane);
const laneOf = (lane: string) => store.reader('gent').first(lanes, { lane });
const putItem = (lane: string, position: number, state: Item['state']) => inGent((tables) => tables.insert(items, {
  id: `${lane}-${position}`, lane, position, state, kind: 'effect', name: 'a.b', plugin: 'a', attempts: 0, begun: false, actor: 'job:test', traceId: 't', at: 1, createdAt: 1, replays: 0, about: '{}', payload: {},
}));

test('a lane that is claimed is its new holder\'s from now on, under a fence that nobody had before', async () => {
  await put('a', { owner: 'somebody', leasedUntil: now - 1 });
  expect(await claimLanes(store, claiming, moment)).toEqual([{ municipality: 'gent', lane: 'a', fence: 8, leaseMs, since: moment }]);
  expect(await laneOf('a')).toEqual({ lane: 'a', tail: 0, fence: 8, owner: 'node', leasedUntil: now + leaseMs, dueAt: now });
});

test.each<[string, 'claimed' | 'left alone', Partial<Lane>]>([
  ['is due at this moment', 'claimed', {}], ['has been due for long', 'claimed', { dueAt: 0 }], ['is due a moment later', 'left alone', { dueAt: now + 1 }], ['is at rest', 'left alone', { dueAt: never }],
  ['was leased until this moment', 'claimed', { leasedUntil: now }], ['is leased for a moment longer', 'left alone', { leasedUntil: now + 1 }],
  ['was leased by a clock that was ahead, by no more than a whole lease', 'left alone', { leasedUntil: now + 2 * leaseMs }],
  ['was leased by a clock that was further ahead, before it was set back', 'claimed', { leasedUntil: now + 2 * leaseMs + 1 }],
  ['is due later than any pause is long', 'claimed', { dueAt: now + 1_001 }], ['is due after the longest pause', 'left alone', { dueAt: now + 1_000 }],
  ['is due later than any pause is long, and was leased until this moment', 'claimed', { dueAt: now + 1_001, leasedUntil: now }],
  ['is due later than any pause is long, but in somebody\'s hands', 'left alone', { dueAt: now + 1_001, leasedUntil: now + 1 }],
])('a lane that %s is %s', async (_title, verdict, overrides) => {
  await put('a', overrides);
  expect(await claim({ longestPauseMs: 1_000 })).toEqual(verdict === 'claimed' ? ['a'] : []);
});

test('where no pause is the longest, what is due later is left alone', async () => {
  await put('a', { dueAt: now + 1_000_000 });
  expect(await claim()).toEqual([]);
});

test('no more are claimed than were asked for, in the order in which they came due, whatever they are claimed for', async () => {
  await put('ahead', { dueAt: now - 1, leasedUntil: now + 2 * leaseMs + 1 });
  await put('ahead-too', { dueAt: now - 2, leasedUntil: now + 2 * leaseMs + 1 });
  await put('paused', { dueAt: now + 5_000 });
  await put('paused-too', { dueAt: now + 6_000 });
  for (const [lane, dueAt] of [['third', now - 10], ['first', now - 30], ['second', now - 20]] as const) await put(lane, { dueAt });
  const order = ['first', 'second', 'third', 'ahead-too', 'ahead', 'paused', 'paused-too'];
  for (let most = 1; most <= 7; most += 1) {
    const claimed = await claim({ most, longestPauseMs: 1_000 });
    expect(claimed).toEqual(order.slice(0, most));
    await inGent(async (tables) => {
      for (const lane of claimed) await tables.update(lanes, { lane }, { leasedUntil: lane.startsWith('ahead') ? now + 2 * leaseMs + 1 : 0 });
    });
  }
});

test('whose turn came first is claimed first, whichever municipality it is in', async () => {
  for (const [municipality, lane, dueAt] of [['kortenberg', 'a', now - 3], ['gent', 'b', now - 2], ['kortenberg', 'c', now - 1]] as const) {
    await store.transaction(municipality, (tables) => tables.insert(lanes, { lane, tail: 0, fence: 7, owner: null, leasedUntil: 0, dueAt }));
  }
  expect(await claim({ municipalities: ['gent', 'kortenberg'] })).toEqual(['a', 'b', 'c']);
  await store.transaction('kortenberg', (tables) => tables.remove(lanes, {}));
});

test('no more lanes are locked than could be claimed, those that another node holds are passed over, and when enough are due no others are looked for', async () => {
  const asked: unknown[] = [];
  const listening = (tables: SystemTables): SystemTables => ({ ...tables, find: async (table, where, order) => { asked.push([order?.limit, order?.skipLocked]); return tables.find(table, where, order); } });
  const listen = (most: number) => claimLanes({ ...store, system: (body) => store.system((tables) => body(listening(tables))) }, { ...claiming, most, longestPauseMs: 1_000, serving: new Set(['gent/x']) }, moment);
  for (const lane of ['a', 'b']) await put(lane);
  await listen(2);
  expect(asked).toEqual([[3, true]]);
  await put('c');
  await listen(3);
  expect(asked.slice(1)).toEqual([[4, true], [3, true], [3, true]]);
});

test('a node does not take from itself what it is serving, and claims others instead', async () => {
  for (const [index, lane] of ['a', 'b', 'c', 'd', 'e'].entries()) await put(lane, { dueAt: now - 10 + index });
  const serving = new Set(['a', 'b'].map((lane) => laneKey({ municipality: 'gent', lane })).concat(laneKey({ municipality: 'kortenberg', lane: 'c' })));
  expect(laneKey({ municipality: 'gent', lane: 'a' })).toBe('gent/a');
  expect(await claim({ serving, most: 2 })).toEqual(['c', 'd']);
});

test('a lane that another node claims at the same moment is its own', async () => {
  for (const lane of ['a', 'b']) await put(lane);
  // As on a shared database, where the other one's commit comes between our look and our write.
  const overtaken = (tables: SystemTables): SystemTables => ({
    ...tables,
    find: async (table, where, order) => {
      const found = await tables.find(table, where, order);
      await tables.update(lanes, { municipality: 'gent', lane: 'a' }, { fence: 8, owner: 'other' });
      return found;
    },
  });
  const claimed = await claimLanes({ ...store, system: (body) => store.system((tables) => body(overtaken(tables))) }, claiming, moment);
  expect(claimed.map(({ lane }) => lane)).toEqual(['b']);
  expect(await laneOf('a')).toMatchObject({ fence: 8, owner: 'other' });
});

test.each<[string, Item['state'][], number | undefined]>([
  ['the first that waits', ['waiting', 'waiting'], 0], ['what comes after those that have ended', ['done', 'skipped', 'waiting'], 2], ['nothing, as long as one waits for a person', ['done', 'failed', 'waiting'], undefined],
  ['nothing, as long as nobody knows what became of one', ['parked', 'waiting'], undefined], ['nothing, when all have ended', ['done'], undefined], ['nothing, when there is none', [], undefined],
])('the next of a lane is %s', async (_title, states, next) => {
  for (const [position, state] of [...states.entries()].toReversed()) await putItem('a', position, state);
  await putItem('other', 0, 'waiting');
  expect((await inGent((tables) => headOf(tables, 'a')))?.position).toBe(next);
});

const ours: Claim = { municipality: 'gent', lane: 'a', fence: 7, leaseMs, since: moment };

test.each([[leaseMs / 2, 0, true], [leaseMs / 2 + 1, 0, false], [0, leaseMs / 2, true], [0, leaseMs / 2 + 1, false], [-leaseMs, leaseMs / 2 + 1, false], [-leaseMs, 0, true]])(
  'a deed begins in the first half of a lease only, by whichever clock is further: %i ms by the real one, %i ms by the steady one', (real, steady, begins) => {
    const demand = () => demandTime(ours, { real: moment.real + real, steady: moment.steady + steady });
    let lost = false;
    try { demand(); } catch (error) { lost = error instanceof LaneLost; }
    expect(lost).toBe(!begins);
  },
);

test('whoever holds a lane keeps it for another lease; whoever lost it learns so, and changes nothing', async () => {
  await put('a');
  await inGent((tables) => holdLane(tables, ours, now + 5));
  expect(await laneOf('a')).toMatchObject({ leasedUntil: now + 5 + leaseMs });
  const before = await laneOf('a');
  for (const lost of [{ ...ours, fence: 6 }, { ...ours, lane: 'gone' }]) {
    await expect(inGent((tables) => holdLane(tables, lost, now + 9))).rejects.toThrow(LaneLost);
    await expect(inGent((tables) => releaseLane(tables, lost, now + 9))).rejects.toThrow(LaneLost);
  }
  expect(await laneOf('a')).toEqual(before);
});

test('a lane that is given back is nobody\'s, and due when its next item is: at once, later, or not at all', async () => {
  const free = { owner: null, leasedUntil: 0, fence: 7 };
  await put('a', { owner: 'node', leasedUntil: now + 1 });
  await inGent((tables) => releaseLane(tables, ours, now + 1));
  expect(await laneOf('a')).toMatchObject({ ...free, dueAt: never });
  await putItem('a', 0, 'waiting');
  await inGent((tables) => releaseLane(tables, ours, now + 2));
  expect(await laneOf('a')).toMatchObject({ ...free, dueAt: now + 2 });
  await inGent((tables) => releaseLane(tables, ours, now + 3, now + 500));
  expect(await laneOf('a')).toMatchObject({ ...free, dueAt: now + 500 });
  await inGent((tables) => freeLane(tables, { ...ours, fence: 6 }, now + 900));
  expect(await laneOf('a')).toMatchObject({ ...free, dueAt: now + 500 });
});
