import { withPgClient } from '#tools/system-packages/pg-client.ts';
import { startPostgres } from '#tools/system-packages/start-postgres.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import type { Store } from '#services/kernel/tables.ts';
import { aShelf, describeStoreRules, openShelves, shelves } from './store-rules.ts';

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

describe('where several transactions are under way on PostgreSQL', () => {
  let store: Store;
  beforeAll(async () => {
    store = await openShelves(server.url);
    // Sequelize tells the console about connections that are cut, which is what some of these rules do.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  }, 30_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    await store.close();
  });
  beforeEach(async () => {
    await store.transaction('kortenberg', (tables) => tables.remove(shelves, {}));
    await store.transaction('gent', async (tables) => {
      await tables.remove(shelves, {});
      for (const id of ['1', '2', '3']) await tables.insert(shelves, aShelf({ id, label: id, count: 0 }));
    });
  });

  const meeting = () => {
    let arrive: () => void = () => undefined;
    const arrived = new Promise<void>((resolve) => { arrive = resolve; });
    return { arrive: () => arrive(), arrived };
  };
  const counts = async () => (await store.reader('gent').find(shelves, {}, { by: [['id', 'asc']] })).map(({ count }) => count);

  test('rows that another worker holds are passed over', async () => {
    const [held, looked] = [meeting(), meeting()];
    const first = store.system(async (tables) => {
      const rows = await tables.find(shelves, {}, { by: [['id', 'asc']], limit: 2, skipLocked: true });
      held.arrive();
      await looked.arrived;
      return rows.map(({ id }) => id);
    });
    await held.arrived;
    const second = await store.system((tables) => tables.find(shelves, {}, { by: [['id', 'asc']], skipLocked: true }));
    looked.arrive();
    expect(second.map(({ id }) => id)).toEqual(['3']);
    expect(await first).toEqual(['1', '2']);
  });

  test('of two that wait for each other one is done again, and both come to their end', async () => {
    let runs = 0;
    const [one, other] = [meeting(), meeting()];
    const cross = (from: string, to: string, count: number, mine: { arrive(): void }, theirs: { arrived: Promise<void> }) => store.transaction('gent', async (tables) => {
      runs += 1;
      await tables.update(shelves, { id: from }, { count });
      mine.arrive();
      await theirs.arrived;
      await tables.update(shelves, { id: to }, { count });
    });
    await Promise.all([cross('1', '2', 5, one, other), cross('2', '1', 6, other, one)]);
    expect(runs).toBe(3);
    const [first, second] = await counts();
    expect(first).toBe(second);
    expect([5, 6]).toContain(first);
  }, 30_000);

  test('a transaction whose connection is cut has changed nothing and may be repeated', async () => {
    const cut = store.transaction('gent', async (tables) => {
      await tables.update(shelves, { id: '1' }, { count: 9 });
      await withPgClient(server.url, (client) => client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE state = 'idle in transaction'"));
      await tables.update(shelves, { id: '2' }, { count: 9 });
    });
    await expect(cut).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
    expect(await counts()).toEqual([0, 0, 0]);
  });

  test('when the connection is cut at the commit itself nobody claims to know how it ended', async () => {
    await withPgClient(server.url, (client) => client.query(`
      CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER cut AFTER UPDATE ON rules_shelves DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()`));
    const cut = store.transaction('gent', (tables) => tables.update(shelves, { id: '1' }, { count: 9 }));
    await expect(cut).rejects.toMatchObject({ type: 'store.unanswered', data: { retry: 'ambiguous' } });
    await withPgClient(server.url, (client) => client.query('DROP TRIGGER cut ON rules_shelves; DROP FUNCTION cut'));
    expect(await counts()).toEqual([0, 0, 0]);
  });
});
