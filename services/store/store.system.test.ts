import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { describeStoreRules, openShelves, shelves } from './store-rules.ts';

let server: RunningServer;
beforeAll(async () => { server = await startPostgres(); }, 60_000);
afterAll(() => server.stop(), 30_000);

describeStoreRules('PostgreSQL', () => openShelves(server.url));

test('two nodes that start at once on one database migrate it once', async () => {
  const stores = await Promise.all([openShelves(server.url), openShelves(server.url)]);
  await stores[0].transaction('gent', (tables) => tables.remove(shelves, {}));
  expect(await stores[1].reader('gent').count(shelves, {})).toBe(0);
  for (const store of stores) await store.close();
}, 30_000);
