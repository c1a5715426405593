import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store, Tables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { failedAttempts, outbox003 } from './attempts.store.ts';
import { LaneLost, type Claim } from './claim-lanes.ts';
import { items, lanes, never, outbox001, outboxTables, type Item } from './outbox.store.ts';
import { settleItem, type Attempt } from './settle-item.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-settle-'));
const sealer = { seal: (_place: object, text: string) => text, open: (_place: object, sealed: string) => sealed, demandIndex: () => undefined };
let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: outboxTables, migrations: [outbox001, outbox003], sealer }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });

const now = 5_000;
const claim: Claim = { municipality: 'gent', lane: 'a', fence: 3, leaseMs: 60_000, since: { real: now, steady: 0 } };
const inGent = <T>(body: (tables: Tables) => Promise<T>) => store.transaction('gent', body);
const settle = (item: Item, attempt: Attempt, held: Claim = claim) => inGent((tables) => settleItem(tables, held, item, attempt, now));
const itemOf = async (id: string) => {
  const found = await store.reader('gent').first(items, { id });
  if (!found) throw new Error('there is no such item');
  return found;
};
const laneOf = () => store.reader('gent').first(lanes, { lane: 'a' });
const failuresOf = (item: string) => store.reader('gent').find(failedAttempts, { item }, { by: [['replays', 'asc'], ['attempt', 'asc']] });
const unavailable = { type: 'a.unavailable', message: 'It does not answer.' };

/** An item at the head of a lane that is in our hands, and one behind it. */
async function anItem(overrides: Partial<Item> = {}): Promise<Item> {
  await inGent(async (tables) => {
    for (const table of [lanes, items, failedAttempts]) await tables.remove(table, {});
    await tables.insert(lanes, { lane: 'a', tail: 2, fence: 3, owner: 'node', leasedUntil: now + 1, dueAt: 1 });
    for (const [position, id] of ['1', '2'].entries()) {
      await tables.insert(items, {
        id, lane: 'a', position, state: 'waiting', kind: 'effect', name: 'a.b', plugin: 'a', dossier: 'd', attempts: 0, begun: false, actor: 'job:test', traceId: 't', at: 1, createdAt: 1, replays: 0, about: '{}', payload: {}, ...(id === '1' && overrides),
      });
    }
  });
  return itemOf('1');
}

test('what is done ends with its answer, and the next one has its turn after all that has been due for longer', async () => {
  await settle(await anItem({ failure: 'a.unavailable', failureTitle: 'Before.', begun: true }), { end: 'done', output: { number: 5 } });
  expect(await itemOf('1')).toMatchObject({ state: 'done', attempts: 1, begun: false, settledAt: now, failure: null, failureTitle: null, output: { number: 5 } });
  expect(await laneOf()).toMatchObject({ owner: null, leasedUntil: 0, dueAt: now });
});

test('what is done without an answer, or is given up, has none', async () => {
  await settle(await anItem(), { end: 'done', output: undefined });
  expect(await itemOf('1')).toMatchObject({ state: 'done', output: null });
  await settle(await anItem({ output: 'kept from a look' }), { end: 'done' });
  expect(await itemOf('1')).toMatchObject({ state: 'done', output: 'kept from a look' });
  await settle(await anItem(), { end: 'skipped' });
  expect(await itemOf('1')).toMatchObject({ state: 'skipped', attempts: 1, settledAt: now, failure: null, output: null });
});

test.each(['failed', 'parked'] as const)('what %s waits for a person with what went wrong, and holds up what is behind it', async (end) => {
  await settle(await anItem({ attempts: 4, replays: 1 }), { end, failure: unavailable });
  expect(await itemOf('1')).toMatchObject({ state: end, attempts: 5, begun: false, settledAt: now, failure: 'a.unavailable', failureTitle: 'It does not answer.', output: null });
  expect(await laneOf()).toMatchObject({ owner: null, dueAt: never });
  expect(await failuresOf('1')).toEqual([{ item: '1', replays: 1, attempt: 5, at: now, failure: 'a.unavailable', verdict: end }]);
});

test('of what failed while it was being looked up it stays known that it was begun, and what it answered is kept', async () => {
  await settle(await anItem({ begun: true }), { end: 'failed', failure: unavailable, begun: true, output: 'late' });
  expect(await itemOf('1')).toMatchObject({ state: 'failed', begun: true, output: 'late' });
});

test('what is tried again waits until its moment, and each attempt that counts is remembered', async () => {
  const item = await anItem({ replays: 2 });
  await settle(item, { end: 'again', failure: unavailable, dueAt: now + 700, begun: true, spent: true });
  expect(await itemOf('1')).toMatchObject({ state: 'waiting', attempts: 1, begun: true, settledAt: null, failure: 'a.unavailable', failureTitle: 'It does not answer.' });
  expect(await laneOf()).toMatchObject({ owner: null, leasedUntil: 0, dueAt: now + 700 });
  expect(await failuresOf('1')).toEqual([{ item: '1', replays: 2, attempt: 1, at: now, failure: 'a.unavailable', verdict: 'again' }]);
});

test('an attempt that was none (the circuit is open, a switch is off) is not counted and leaves no line', async () => {
  await settle(await anItem({ attempts: 3 }), { end: 'again', failure: unavailable, dueAt: now + 700, begun: false, spent: false });
  expect(await itemOf('1')).toMatchObject({ state: 'waiting', attempts: 3, begun: false });
  expect(await failuresOf('1')).toEqual([]);
});

test.each<[string, Partial<Item>, 'done' | 'skipped']>([
  ['was tried before', { attempts: 2 }, 'done'], ['a person had tried again', { replays: 1 }, 'done'], ['is given up', { attempts: 1, replays: 1 }, 'skipped'],
])('the failures of what %s go when it ends', async (_title, overrides, end) => {
  const item = await anItem(overrides);
  await inGent(async (tables) => {
    for (const tried of ['1', '2']) await tables.insert(failedAttempts, { item: tried, replays: 0, attempt: 1, at: 1, failure: 'a.unavailable', verdict: 'again' });
  });
  await settle(item, { end });
  expect([await failuresOf('1'), (await failuresOf('2')).length]).toEqual([[], 1]);
});

test('the same attempt that is settled a second time is remembered once', async () => {
  const item = await anItem();
  const again: Attempt = { end: 'again', failure: unavailable, dueAt: now + 700, begun: true, spent: true };
  await settle(item, again);
  await settle(item, again);
  expect(await failuresOf('1')).toHaveLength(1);
});

test.each<[string, Attempt]>([
  ['done', { end: 'done' }], ['to be tried again', { end: 'again', failure: unavailable, dueAt: now, begun: false, spent: true }], ['failed', { end: 'failed', failure: unavailable }],
])('whoever lost the lane, or comes after the item was settled, changes nothing: %s', async (_title, attempt) => {
  const item = await anItem();
  await expect(settle(item, attempt, { ...claim, fence: 2 })).rejects.toThrow(LaneLost);
  await inGent((tables) => tables.update(items, { id: '1' }, { state: 'skipped' }));
  await expect(settle(item, attempt)).rejects.toThrow(LaneLost);
  await expect(settle({ ...item, dossier: 'another' }, attempt)).rejects.toThrow(LaneLost);
  expect([await itemOf('1'), await failuresOf('1'), await laneOf()]).toMatchObject([{ state: 'skipped', attempts: 0, settledAt: null, failure: null }, [], { owner: 'node', leasedUntil: now + 1, dueAt: 1 }]);
});
