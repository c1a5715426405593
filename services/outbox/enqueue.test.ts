import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store, Tables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { outbox003 } from './attempts.store.ts';
import { enqueue, type NewItem } from './enqueue.ts';
import { items, lanes, never, outbox001, outboxTables, type Item } from './outbox.store.ts';
import { restoredTrace } from './restored-trace.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-enqueue-'));
const sealer = { seal: (_place: object, text: string) => text, open: (_place: object, sealed: string) => sealed, demandIndex: () => undefined };
let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: outboxTables, migrations: [outbox001, outbox003], sealer }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });
beforeEach(() => store.transaction('gent', async (tables) => { for (const table of [lanes, items]) await tables.remove(table, {}); }));

const now = 1_000;
const inGent = <T>(body: (tables: Tables) => Promise<T>) => store.transaction('gent', body);
const anItem = (id: string, overrides: Partial<NewItem> = {}): NewItem => ({
  id, lane: 'a', kind: 'effect', name: 'a.b', plugin: 'p', dossier: 'd', actor: 'job:test', traceId: 't', at: 1, about: { why: 'x' }, payload: { id }, ...overrides,
});
const laneOf = (lane: string) => store.reader('gent').first(lanes, { lane });
const put = (ids: readonly string[], realNow = now) => inGent((tables) => enqueue(tables, ids.map((id) => anItem(id)), realNow));
const rest = (state: Item['state'], dueAt = never) => inGent(async (tables) => {
  await tables.update(items, { lane: 'a' }, { state });
  await tables.update(lanes, { lane: 'a' }, { dueAt });
});

test('what is asked waits from now on, with all that was said of it, and nothing of it was begun', async () => {
  await put(['1']);
  const { about: _about, ...said } = anItem('1');
  expect(await store.reader('gent').find(items, {})).toEqual([{
    ...said, about: '{"why":"x"}', position: 1, state: 'waiting', attempts: 0, begun: false, replays: 0, createdAt: now, settledAt: null, failure: null, failureTitle: null, output: null,
  }]);
  expect(await laneOf('a')).toEqual({ lane: 'a', tail: 1, fence: 0, owner: null, leasedUntil: 0, dueAt: now });
});

test('what is asked together, and later, stands in its lane in the order in which it was asked', async () => {
  await inGent((tables) => enqueue(tables, [anItem('1'), anItem('x', { lane: 'b' }), anItem('2'), anItem('y', { lane: 'b' })], now));
  await put(['3', '4', '5']);
  const found = await store.reader('gent').find(items, {}, { by: [['lane', 'asc'], ['position', 'asc']] });
  expect(found.map(({ lane, position, id }) => [lane, position, id])).toEqual([['a', 1, '1'], ['a', 2, '2'], ['a', 3, '3'], ['a', 4, '4'], ['a', 5, '5'], ['b', 1, 'x'], ['b', 2, 'y']]);
  expect([(await laneOf('a'))?.tail, (await laneOf('b'))?.tail]).toEqual([5, 2]);
});

test('lanes are taken in the order of their names, however they were asked, so that two never wait for each other crosswise', async () => {
  const taken: string[] = [];
  await inGent((tables) => {
    const noticing: Tables['insertIfNew'] = async (table, row) => { taken.push((row as { lane: string }).lane); return tables.insertIfNew(table, row); };
    return enqueue({ ...tables, insertIfNew: noticing }, ['c', 'a', 'b'].map((lane) => anItem(lane, { lane })), now);
  });
  expect(taken).toEqual(['a', 'b', 'c']);
});

test('after a restore what is asked of the outside counts as begun: it is looked up before it is done', async () => {
  const traceId = restoredTrace('t');
  await inGent((tables) => enqueue(tables, [anItem('1', { traceId }), anItem('2', { traceId, kind: 'event' }), anItem('3', { traceId, kind: 'message' }), anItem('4')], now));
  expect((await store.reader('gent').find(items, {}, { by: [['id', 'asc']] })).map(({ begun }) => begun)).toEqual([true, false, false, false]);
});

test.each<[string, Item['state'], number, number]>([
  ['at rest is due at once', 'done', never, 2_000], ['that stands still for a person keeps standing', 'failed', never, never], ['that stands still because nobody knows keeps standing', 'parked', never, never],
  ['with its next attempt later keeps waiting for it', 'waiting', 5_000, 5_000], ['that is due already keeps its turn', 'waiting', 500, 500],
])('a lane %s when something is put in it', async (_title, state, dueAt, then) => {
  await put(['1']);
  await rest(state, dueAt);
  await put(['2'], 2_000);
  expect(await laneOf('a')).toMatchObject({ tail: 2, dueAt: then });
});

test('another lane that stands still for a person holds up nobody', async () => {
  await inGent((tables) => enqueue(tables, [anItem('1', { lane: 'b' })], now));
  await inGent((tables) => tables.update(items, { lane: 'b' }, { state: 'failed' }));
  await put(['2']);
  await rest('done');
  await inGent((tables) => tables.update(items, { lane: 'b' }, { state: 'failed' }));
  await put(['3'], 2_000);
  expect(await laneOf('a')).toMatchObject({ dueAt: 2_000 });
});

test('what another node puts in the lane between our look and our write keeps its place', async () => {
  await put(['1']);
  await inGent(async (tables) => {
    let looks = 0;
    const overtaken: Tables['first'] = async (table, where, order) => {
      const found = await tables.first(table, where, order);
      looks += 1;
      if (looks === 1) await enqueue(tables, [anItem('theirs')], now);
      return found;
    };
    await enqueue({ ...tables, first: overtaken }, [anItem('ours')], now);
    expect(looks).toBe(2);
  });
  expect((await store.reader('gent').find(items, {}, { by: [['position', 'asc']] })).map(({ id, position }) => [id, position])).toEqual([['1', 1], ['theirs', 2], ['ours', 3]]);
});

test('a lane that is tidied away between our look and our write begins anew', async () => {
  await put(['1']);
  await inGent(async (tables) => {
    let looks = 0;
    const tidied: Tables['first'] = async (table, where, order) => {
      looks += 1;
      if (looks === 1) await tables.remove(lanes, {});
      return tables.first(table, where, order);
    };
    await tables.update(items, { id: '1' }, { position: 0 });
    await enqueue({ ...tables, first: tidied }, [anItem('2')], 3_000);
  });
  expect(await laneOf('a')).toMatchObject({ tail: 1, dueAt: 3_000 });
});
