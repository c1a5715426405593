import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { describeStoreRules, openShelves } from './store-rules.ts';

let server: RunningServer;
beforeAll(async () => { server = await startPostgres(); }, 60_000);
afterAll(() => server.stop(), 30_000);

describeStoreRules('PostgreSQL', () => openShelves(server.url));

test('two nodes that start at once on one database migrate it once', async () => {
  const stores = await Promise.all([openShelves(server.url), openShelves(server.url)]);
  for (const store of stores) await store.close();
}, 30_000);
