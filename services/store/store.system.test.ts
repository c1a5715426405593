import { withPgClient } from '#tools/system-packages/pg-client.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import type { Store } from '#services/kernel/tables.ts';
import { countsOf, describeSharedDatabaseRules, meeting, threeShelves } from './shared-database-rules.ts';
import { describeStoreRules, openShelves, shelves } from './store-rules.ts';

let server: RunningServer;
beforeAll(async () => { server = await startPostgres(); });
afterAll(() => server.stop());

describeStoreRules('PostgreSQL', () => openShelves(server.url));

describeSharedDatabaseRules('PostgreSQL', () => openShelves(server.url));

describe('where the connection to PostgreSQL is cut', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openShelves(server.url);
    // Sequelize tells the console about connections that are cut.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await store.close();
  });
  beforeEach(() => threeShelves(store));

  test('a transaction whose connection is cut has changed nothing and may be repeated', async () => {
    const cut = store.transaction('gent', async (tables) => {
      await tables.update(shelves, { id: '1' }, { count: 9 });
      await withPgClient(server.url, (client) => client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"));
      await tables.update(shelves, { id: '2' }, { count: 9 });
    });
    await expect(cut).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
    expect(await countsOf(store)).toEqual([0, 0, 0]);
  });

  test('who stands still in the middle of a transaction is cut off, so that others who wait for its rows go on', async () => {
    const frozen = await openShelves(server.url, undefined, { stillLimitMs: 300 });
    const [held, thawed] = [meeting(), meeting()];
    const first = frozen.transaction('gent', async (tables) => {
      await tables.update(shelves, { id: '1' }, { count: 9 });
      held.arrive();
      await thawed.arrived;
      await tables.update(shelves, { id: '2' }, { count: 9 });
    });
    await held.arrived;
    // It waits for the row of the first one, which does not wake up before this one has ended.
    await store.transaction('gent', (tables) => tables.update(shelves, { id: '1' }, { count: 1 }));
    thawed.arrive();
    await expect(first).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
    expect(await countsOf(store)).toEqual([1, 0, 0]);
    await frozen.close();
  });

  test('when the connection is cut at the commit itself nobody claims to know how it ended', async () => {
    await withPgClient(server.url, (client) => client.query(`
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER cut AFTER UPDATE ON rules_shelves DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()`));
    const cut = store.transaction('gent', (tables) => tables.update(shelves, { id: '1' }, { count: 9 }));
    await expect(cut).rejects.toMatchObject({ type: 'store.unanswered', data: { retry: 'ambiguous' } });
    await withPgClient(server.url, (client) => client.query('DROP TRIGGER cut ON rules_shelves; DROP FUNCTION cut'));
    expect(await countsOf(store)).toEqual([0, 0, 0]);
  });
});
