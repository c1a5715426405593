import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { aShelf, openShelves, shelves } from '#services/store/store-rules.ts';
import { failures } from '#services/kernel/failure.ts';
import { newDataDir } from '#tools/test-house/open-test-house.ts';
import { openMetrics } from './metrics.ts';
import { openWatch } from './open-watch.ts';
import { whereabouts } from './under-way.ts';
import { watchStore } from './watch-store.ts';

const folder = newDataDir();
afterAll(() => { rmSync(folder, { recursive: true }); });
const shelfFailures = failures('shelf', { full: { status: 409, retry: 'never', title: 'The shelf is full.' } });

test('units of work that share a commit each know what they belong to, whoever writes them', async () => {
  const opened = await openShelves(`sqlite:${join(folder, 'shared.sqlite')}`, join(folder, 'keys'));
  const store = watchStore(opened, undefined, () => 0);
  const watch = openWatch({ steadyNow: () => 0 });
  const traces = Array.from({ length: 20 }, (_, index) => `trace-${index}`);
  const seen = await Promise.all(traces.map((traceId) => watch.during({ kind: 'action', name: 'request.submit', municipality: 'gent', traceId }, () => store.transaction('gent', async (tables) => {
    await tables.count(shelves, {});
    return whereabouts()['traceId'];
  }))));
  expect(seen).toEqual(traces);
  await opened.close();
});

test('transactions are counted by how they ended, and timed', async () => {
  const opened = await openShelves(`sqlite:${join(folder, 'counted.sqlite')}`, join(folder, 'keys'));
  const metrics = openMetrics();
  let now = 0;
  const store = watchStore(opened, metrics, () => now);
  await store.transaction('gent', async (tables) => {
    now += 40;
    await tables.insert(shelves, aShelf({}));
  });
  await expect(store.system(() => Promise.reject(shelfFailures.full()))).rejects.toMatchObject({ type: 'shelf.full' });
  const text = await metrics.registry.metrics();
  expect(text).toContain('eid_store_transactions_total{result="committed"} 1');
  expect(text).toContain('eid_store_transactions_total{result="shelf.full"} 1');
  expect(text).toContain('eid_store_transaction_seconds_bucket{le="0.025"} 1');
  expect(text).toContain('eid_store_transaction_seconds_bucket{le="0.05"} 2');
  await opened.close();
});
