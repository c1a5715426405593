import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store, Tables } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { claimLanes, headOf, LaneLost } from './claim-lanes.ts';
import { outbox003 } from './attempts.store.ts';
import { enqueue } from './enqueue.ts';
import { items, lanes, never, outbox001, outboxTables } from './outbox.store.ts';
import { settleItem, type Attempt } from './settle-item.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-lanes-'));
let store: Store;
beforeAll(async () => { store = await openStore({ url: `sqlite:${join(folder, 'a.sqlite')}`, tables: outboxTables, migrations: [outbox001, outbox003], sealer: sealerOf(openKeyring(folder)) }); });
afterAll(async () => { await store.close(); rmSync(folder, { recursive: true }); });

const item = (id: string, lane: string) => ({ id, lane, kind: 'effect' as const, name: 'a.b', plugin: 'a', dossier: null, actor: 'job:test', traceId: 't', at: 1, about: {}, payload: {} });
const put = (id: string, lane: string) => store.transaction('gent', (tables) => enqueue(tables, [item(id, lane)], 1));
const dueAt = async (lane: string) => (await store.reader('gent').first(lanes, { lane }))?.dueAt;
const fail = (id: string, lane: string) => store.transaction('gent', async (tables) => {
  await tables.update(items, { id }, { state: 'failed' });
  await tables.update(lanes, { lane }, { dueAt: never });
});

test('what is put behind one that waits for a person wakes nobody', async () => {
  await put('1', 'stuck');
  await fail('1', 'stuck');
  await put('2', 'stuck');
  expect(await dueAt('stuck')).toBe(never);
});

test('a lane that a person wakes while something is put in it stays awake', async () => {
  await put('3', 'woken');
  await fail('3', 'woken');
  await store.transaction('gent', async (tables) => {
    // What another node commits between our look and our write.
    const counted: Tables['count'] = async (...asked) => {
      const found = await tables.count(...asked);
      await tables.update(items, { id: '3' }, { state: 'waiting' });
      await tables.update(lanes, { lane: 'woken' }, { dueAt: 0 });
      return found;
    };
    await enqueue({ ...tables, count: counted }, [item('4', 'woken')], 1);
  });
  expect(await dueAt('woken')).toBe(0);
});

test('a node claims lanes of its own municipalities only', async () => {
  await put('5', 'of-gent');
  expect(await claimLanes(store, { owner: 'a', municipalities: ['kortenberg'], most: 50, leaseMs: 60_000 }, { real: 2, steady: 0 })).toEqual([]);
  expect((await claimLanes(store, { owner: 'a', municipalities: ['kortenberg', 'gent'], most: 50, leaseMs: 60_000 }, { real: 2, steady: 0 })).map(({ lane }) => lane)).toContain('of-gent');
});

test('a lane that is held is left alone by a node whose clock is up to a lease behind, whatever waits in it; one that a clock further ahead wrote holds nobody up', async () => {
  await store.transaction('leuven', (tables) => enqueue(tables, [item('l1', 'held')], 1));
  const claim = (owner: string, real: number) => claimLanes(store, { owner, municipalities: ['leuven'], most: 1, leaseMs: 60_000 }, { real, steady: 0 });
  expect(await claim('ahead', 1_000_000)).toHaveLength(1);
  for (const behind of [500, 50_000, 60_000]) expect(await claim('behind', 1_000_000 - behind)).toEqual([]);
  expect(await claim('behind', 1_000_000 - 60_001)).toHaveLength(1);
});

test('what was settled by a commit whose answer was lost is not settled again in another way', async () => {
  await put('6', 'lost-answer');
  const [claim] = (await claimLanes(store, { owner: 'a', municipalities: ['gent'], most: 50, leaseMs: 60_000 }, { real: 2, steady: 0 })).filter(({ lane }) => lane === 'lost-answer');
  const found = await store.reader('gent').first(items, { id: '6' });
  if (!claim || !found) throw new Error('not claimed');
  await store.transaction('gent', (tables) => settleItem(tables, claim, found, { end: 'done', output: 1 }, 3));
  const again = store.transaction('gent', (tables) => settleItem(tables, claim, found, { end: 'failed', failure: { type: 'store.unanswered', message: '' } }, 4));
  await expect(again).rejects.toThrow(LaneLost);
  expect(await store.reader('gent').first(items, { id: '6' })).toMatchObject({ state: 'done', output: 1, failure: null });
  expect(await store.reader('gent').first(lanes, { lane: 'lost-answer' })).toMatchObject({ leasedUntil: 0, dueAt: never });
});

/** Claims the lane that is first in its turn in a municipality of its own, and ends an attempt at its head. */
async function serveNext(at: number, attempt: Attempt): Promise<string> {
  const [claim] = await claimLanes(store, { owner: 'a', municipalities: ['kortenberg'], most: 1, leaseMs: 60_000 }, { real: at, steady: 0 });
  const head = claim && await headOf(store.reader('kortenberg'), claim.lane);
  if (!claim || !head) throw new Error('nothing is due');
  await store.transaction('kortenberg', (tables) => settleItem(tables, claim, head, attempt, at));
  return claim.lane;
}
const putThere = (lane: string, at: number, ...ids: string[]) => store.transaction('kortenberg', (tables) => enqueue(tables, ids.map((id) => item(id, lane)), at));

test('a citizen with one thing to be done does not wait until all that others have asked is done', async () => {
  await putThere('deep', 10, 'd1', 'd2', 'd3');
  await putThere('deep-too', 11, 'e1', 'e2');
  await putThere('fresh', 12, 'f1');
  const turns: string[] = [];
  for (let at = 20; at < 26; at += 1) turns.push(await serveNext(at, { end: 'done' }));
  expect(turns).toEqual(['deep', 'deep-too', 'fresh', 'deep', 'deep-too', 'deep']);
});

test('what is asked behind something that waits for its next attempt brings that attempt no nearer', async () => {
  await putThere('backing-off', 10, 'b1');
  await serveNext(20, { end: 'again', failure: { type: 'a.unavailable', message: '' }, dueAt: 3_600_000, begun: false, spent: true });
  await putThere('backing-off', 30, 'b2');
  await expect(serveNext(3_599_999, { end: 'done' })).rejects.toThrow('nothing is due');
  expect(await serveNext(3_600_000, { end: 'done' })).toBe('backing-off');
  // Nor does it stay away when nothing is left to wait for.
  expect(await serveNext(3_600_001, { end: 'done' })).toBe('backing-off');
  await putThere('backing-off', 3_600_002, 'b3');
  expect(await serveNext(3_600_002, { end: 'done' })).toBe('backing-off');
});
