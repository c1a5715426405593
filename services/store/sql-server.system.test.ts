import { isFailure } from '#services/kernel/failure.ts';
import type { Store } from '#services/kernel/tables.ts';
import { sqlServerUrl, startSqlServerDatabase, withSqlServer } from '#tools/system-packages/sql-server.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { openCutWire, type CutWire } from '#tools/system-packages/cut-wire.ts';
import { countsOf, describeSharedDatabaseRules, threeShelves } from './shared-database-rules.ts';
import { aShelf, describeStoreRules, openShelves, shelves } from './store-rules.ts';

if (sqlServerUrl === undefined) test.todo('the store keeps its rules on SQL Server: set MSSQL_URL=mssql://user:password@host:1433/database to see it');
else describeOn(sqlServerUrl);

/** Asks again where it is safe to: a connection that broke a moment ago may not be known to be broken yet. */
async function again<T>(ask: () => Promise<T>): Promise<T> {
  for (let time = 1; ; time += 1) {
    try {
      return await ask();
    } catch (error) {
      if (time === 30 || !isFailure(error, 'store.unavailable')) throw error;
    }
  }
}

function describeOn(address: string): void {
  let server: RunningServer;
  beforeAll(async () => {
    server = await startSqlServerDatabase(address);
    // Sequelize tells the console about transactions that the server has ended already, and about connections that are cut.
    jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await server.stop();
  });

  describeStoreRules('SQL Server', () => openShelves(server.url));
  describeSharedDatabaseRules('SQL Server', () => openShelves(server.url), async () => !JSON.stringify(await withSqlServer(server.url, (ask) => ask('SELECT @@VERSION AS version'))).includes('Babelfish'));

  describe('where the connection to SQL Server is cut', () => {
    let wire: CutWire;
    let store: Store;
    beforeAll(async () => {
      const { hostname, port } = new URL(server.url);
      wire = await openCutWire({ host: hostname, port: Number(port || 1433) });
      const past = new URL(server.url);
      // The certificate has the name of the server.
      if (!past.searchParams.has('certificateName')) past.searchParams.set('certificateName', hostname);
      past.hostname = '127.0.0.1';
      past.port = String(wire.port);
      store = await openShelves(past.href);
    });
    afterAll(async () => {
      await store.close();
      await wire.close();
    });
    beforeEach(() => again(() => threeShelves(store)));
    const counts = () => again(() => countsOf(store));

    test('a transaction has changed nothing and may be repeated, and the next one has a connection again', async () => {
      const cut = store.transaction('gent', async (tables) => {
        await tables.update(shelves, { id: '1' }, { count: 9 });
        wire.cut();
        await tables.update(shelves, { id: '2' }, { count: 9 });
      });
      await expect(cut).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
      expect(await counts()).toEqual([0, 0, 0]);
    });

    test('while a statement is under way, nothing was changed either', async () => {
      const cut = store.transaction('gent', async (tables) => {
        await tables.update(shelves, { id: '1' }, { count: 9 });
        wire.cutAtAnswer();
        await tables.update(shelves, { id: '2' }, { count: 9 });
      });
      await expect(cut).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
      expect(await counts()).toEqual([0, 0, 0]);
    });

    test('at the commit itself nobody claims to know how it ended: here it stands', async () => {
      const cut = store.transaction('gent', async (tables) => {
        await tables.update(shelves, { id: '1' }, { count: 9 });
        wire.cutAtAnswer();
      });
      await expect(cut).rejects.toMatchObject({ type: 'store.unanswered', data: { retry: 'ambiguous' } });
      expect(await counts()).toEqual([9, 0, 0]);
    });

    test('every connection that lay ready is found to be broken, told as safe to repeat, and replaced', async () => {
      const eight = () => Promise.allSettled(Array.from({ length: 8 }, () => store.reader('gent').count(shelves, {})));
      await eight();
      wire.cut();
      const broken = (await eight()).flatMap((asked) => (asked.status === 'rejected' ? [asked.reason as unknown] : []));
      expect(broken).toEqual(broken.map(() => expect.objectContaining({ type: 'store.unavailable', data: expect.objectContaining({ retry: 'safe' }) })));
      await counts();
      expect(await eight()).toEqual(Array.from({ length: 8 }, () => ({ status: 'fulfilled', value: 3 })));
    });
  });

  test('a SQL Server whose certificate nobody vouches for is told nothing: not even a password', async () => {
    const unvouched = new URL(server.url);
    unvouched.search = '';
    await expect(openShelves(unvouched.href)).rejects.toMatchObject({ type: 'store.unavailable' });
  });

  test('what a citizen typed never becomes part of a statement', async () => {
    const store = await openShelves(server.url);
    const hostile = ["'; DROP TABLE rules_shelves; --", "N'' OR 1=1 --", "$1 @0 :id ?", "]; THROW 51000, 'x', 1; --", '%_[a-z]^', "\\'; --", '{ts \'2020-01-01\'}'];
    await store.transaction('gent', async (tables) => {
      await tables.remove(shelves, {});
      for (const [index, note] of hostile.entries()) await tables.insert(shelves, aShelf({ id: `${index}`, label: note.slice(0, 20), note }));
      for (const [index, note] of hostile.entries()) expect(await tables.update(shelves, { id: `${index}`, note }, { note, label: note.slice(0, 20) })).toBe(1);
      for (const note of hostile) expect(await tables.insertIfNew(shelves, aShelf({ id: `again ${note.slice(0, 9)}`, label: note.slice(0, 20), note }))).toBe(false);
    });
    for (const [index, note] of hostile.entries()) expect(await store.reader('gent').find(shelves, { note, label: { in: [note.slice(0, 20)] } })).toEqual([aShelf({ id: `${index}`, label: note.slice(0, 20), note })]);
    await store.close();
  });
}
