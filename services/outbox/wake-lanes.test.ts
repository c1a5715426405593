import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store, Tables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { outbox003 } from './attempts.store.ts';
import { items, lanes, never, outbox001, outboxTables, type Item } from './outbox.store.ts';
import { wakeSome, type Held } from './wake-lanes.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-wake-'));
const sealer = { seal: (_place: object, text: string) => text, open: (_place: object, sealed: string) => sealed, demandIndex: () => undefined };
let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: outboxTables, migrations: [outbox001, outbox003], sealer }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });
beforeEach(() => store.transaction('gent', async (tables) => { for (const table of [lanes, items]) await tables.remove(table, {}); }));

const inGent = <T>(body: (tables: Tables) => Promise<T>) => store.transaction('gent', body);
let serial = 1_000;
/** A lane at rest with these items, in their order. */
const put = (lane: string, overrides: readonly Partial<Item>[], dueAt = never) => inGent(async (tables) => {
  await tables.insert(lanes, { lane, tail: overrides.length, fence: 0, owner: null, leasedUntil: 0, dueAt });
  for (const [position, each] of overrides.entries()) {
    await tables.insert(items, {
      id: String(serial += 1), lane, position, state: 'waiting', kind: 'effect', name: 'post.send', plugin: 'a', dossier: null, attempts: 0, begun: false, actor: 'job:test', traceId: 't', at: 1, createdAt: 1, replays: 0, about: '{}', payload: {}, ...each,
    });
  }
});
const wake = (held: Held, after?: string) => inGent((tables) => wakeSome(tables, held, after));
const awake = async () => (await store.reader('gent').find(lanes, { dueAt: 0 }, { by: [['lane', 'asc']] })).map(({ lane }) => lane);

test('when a switch is on again the lanes are woken whose next item waits for it, and no others', async () => {
  await put('waits', [{}]);
  await put('waits behind what is done', [{ state: 'done' }, {}]);
  await put('another name', [{ name: 'post.fetch' }]);
  await put('behind another', [{ name: 'post.fetch' }, {}]);
  await put('an event of that name', [{ kind: 'event' }]);
  await put('behind an event of that name', [{ kind: 'event' }, {}]);
  await put('stands still for a person', [{ state: 'failed' }, {}]);
  await put('has ended', [{ state: 'done' }]);
  await put('has its own time', [{}], 77);
  expect(await wake(['post.send', 'post.call'])).toBeUndefined();
  expect(await awake()).toEqual(['waits', 'waits behind what is done']);
  expect(await store.reader('gent').first(lanes, { lane: 'has its own time' })).toMatchObject({ dueAt: 77 });
});

test('when everything is on again all lanes are woken that have something to do', async () => {
  await put('effect', [{}]);
  await put('event', [{ kind: 'event', name: 'journey.moved' }]);
  await put('stands still for a person', [{ state: 'parked' }, {}]);
  await wake(undefined);
  expect(await awake()).toEqual(['effect', 'event']);
});

test('lanes are taken in the order of their names, each once, and held before they are looked at', async () => {
  for (const lane of ['c', 'a', 'b']) await put(lane, [{}, {}]);
  const taken: unknown[] = [];
  await inGent((tables) => wakeSome({ ...tables, update: async (table, where, changes) => { taken.push([where, changes]); return tables.update(table, where, changes); } }, undefined));
  expect(taken).toEqual(['a', 'b', 'c'].flatMap((lane) => [[{ lane }, { lane }], [{ lane, dueAt: never }, { dueAt: 0 }]]));
});

test('so many at a time, and it says after which to go on', async () => {
  await put('a', Array.from({ length: 200 }, () => ({})));
  const last = String(serial);
  await put('b', [{}]);
  const orders: unknown[] = [];
  expect(await inGent((tables) => wakeSome({ ...tables, find: async (table, where, order) => { orders.push(order); return tables.find(table, where, order); } }, undefined))).toBe(last);
  expect(orders).toEqual([{ by: [['id', 'asc']], limit: 200 }]);
  expect(await awake()).toEqual(['a']);
  expect(await wake(undefined, last)).toBeUndefined();
  expect(await awake()).toEqual(['a', 'b']);
});
