import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sequelize } from 'sequelize';
import { column, defineTable } from '#services/kernel/table.ts';
import { openStore } from './open-store.ts';
import { holdAlone } from './sqlite/hold-file.ts';
import { aShelf, openShelves, shelves } from './store-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-open-'));
const keys = join(folder, 'keys');
let files = 0;
const newFile = () => join(folder, `${files++}.sqlite`);
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => jest.restoreAllMocks());

const sealer = { seal: () => '', demandIndex: () => undefined, open: () => '' };

test('a store says which database it is on and which tables it has', async () => {
  const store = await openShelves(`sqlite:${newFile()}`, keys);
  expect([store.dialect, store.tables]).toEqual(['sqlite', [shelves]]);
  await store.close();
});

test('tables that have names of their own stand beside each other', async () => {
  const other = defineTable('rules_other', { id: column.id() }, { key: ['id'] });
  const store = await openStore({ url: `sqlite:${newFile()}`, tables: [shelves, other], migrations: [], sealer });
  expect(store.tables).toEqual([shelves, other]);
  await store.close();
});

test('the folder of a database that is not there yet is made, for its owner alone', async () => {
  const inside = join(folder, 'new', 'deep');
  await (await openShelves(`sqlite:${join(inside, 'a.sqlite')}`, keys)).close();
  expect(statSync(inside).mode & 0o777).toBe(0o700);
});

test('while a store is open nobody may put another file in its place; once it is closed, or could not be opened, anybody may', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys);
  expect(() => holdAlone(file)).toThrow('is in use');
  await store.close();
  holdAlone(file)();
  const broken = { name: 'broken/001', up: async () => { throw new Error('broken'); } };
  await expect(openStore({ url: `sqlite:${file}`, tables: [], migrations: [broken], sealer })).rejects.toThrow('broken');
  holdAlone(file)();
});

test('a store that could not be opened leaves nothing open either', async () => {
  const file = newFile();
  const halfway = { name: 'broken/001', up: async () => { expect(existsSync(`${file}-wal`)).toBe(true); throw new Error('broken'); } };
  await expect(openStore({ url: `sqlite:${file}`, tables: [], migrations: [halfway], sealer })).rejects.toThrow('broken');
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('a store that is closed first writes what it was given', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys);
  const writing = store.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  await store.close();
  await writing;
  const db = new DatabaseSync(file);
  expect(db.prepare('SELECT count(*) AS n FROM rules_shelves').get()).toEqual({ n: 1 });
  db.close();
});

test('a store that is closed holds nothing open any more: the database is one file again', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys);
  await store.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  expect(existsSync(`${file}-wal`)).toBe(true);
  await store.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

test('a unit of work sets nothing on its handle, for then SQLite would make every statement that is kept ready anew', async () => {
  const prepared = jest.spyOn(DatabaseSync.prototype, 'prepare');
  const store = await openShelves(`sqlite:${newFile()}`, keys);
  await store.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  const said = prepared.mock.calls.map(([sql]) => sql);
  expect(said).toContainEqual(expect.stringMatching(/^INSERT/));
  expect(said.filter((sql) => /^PRAGMA \w+ ?=/.test(sql))).toEqual([]);
  await store.close();
});

test('what is sent to the database is never printed', async () => {
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const store = await openShelves(`sqlite:${newFile()}`, keys);
  await store.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  await store.close();
  expect(printed).not.toHaveBeenCalled();
});

test.each(['postgres://eid@127.0.0.1:1/eid', 'postgresql://eid@127.0.0.1:1/eid', 'mssql://eid@127.0.0.1:1/eid', 'mssql://eid@[::1]:1/eid'])('a database server that cannot be reached is reported as such: %s', async (url) => {
  await expect(openShelves(url, keys)).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
});

test.each(['mysql://eid@127.0.0.1:1/eid', 'mariadb://eid@127.0.0.1:1/eid', 'a.sqlite', 'sqlite:', 'not sqlite:a.sqlite', 'sqlite:a.sqlite\nb', ''])('a database that is none of this house is refused: %j', async (url) => {
  await expect(openShelves(url, keys)).rejects.toThrow('a database is named by sqlite:, postgres:// or mssql://');
});

test('on SQLite every unit of work has its turn already: it has one writer', async () => {
  const store = await openShelves(`sqlite:${newFile()}`, keys);
  await expect(store.transaction('gent', async (tables) => { await tables.takeTurn('a'); await tables.takeTurn('a'); return 'both'; })).resolves.toBe('both');
  await store.close();
});

test('a table that belongs to nobody is neither read nor written', async () => {
  const store = await openShelves(`sqlite:${newFile()}`, keys);
  const stranger = defineTable('rules_strange', { id: column.id() }, { key: ['id'] });
  for (const asked of [store.reader('gent').find(stranger, {}), store.transaction('gent', (tables) => tables.insertIfNew(stranger, { id: '1' }))]) {
    await expect(asked).rejects.toThrow("table 'rules_strange' belongs to no plugin or service of this house");
  }
  await store.close();
});

test('outside a unit of work too it can be seen how rows lie in the database of a municipality, and counted how many begin alike in each', async () => {
  const store = await openShelves(`sqlite:${newFile()}`, keys);
  for (const [municipality, id] of [['gent', '1'], ['gent', '2'], ['kortenberg', '3']] as const) await store.transaction(municipality, (tables) => tables.insert(shelves, aShelf({ id, label: id })));
  const rows = await store.lying('gent').page(shelves, { limit: 10 });
  expect(rows.map(({ id }) => id)).toEqual(['1', '2']);
  expect(await store.countLying(shelves, 'day', '2026-02')).toEqual(new Map([['gent', 2], ['kortenberg', 1]]));
  expect(await store.countLying(shelves, 'day', '2026-03')).toEqual(new Map());
  await store.close();
});

test('what was removed is wiped from the files, unless another process is reading them: then it is said', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys);
  await store.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  const other = new DatabaseSync(file);
  other.exec('BEGIN; SELECT * FROM rules_shelves;');
  await store.transaction('gent', (tables) => tables.remove(shelves, {}));
  expect(await store.wipeRemoved()).toBe(false);
  other.exec('COMMIT');
  other.close();
  expect(await store.wipeRemoved()).toBe(true);
  expect(statSync(`${file}-wal`).size).toBe(0);
  await store.close();
  expect(await store.wipeRemoved()).toBe(false);
});

describe('on a database server, of which only what it is told is looked at', () => {
  /** It has no tables; readers wait for nobody, unless it is said otherwise. */
  function listen(snapshot = 1) {
    const said: string[] = [];
    const query = jest.spyOn(Sequelize.prototype, 'query').mockImplementation((sql: unknown) => {
      said.push(String(sql));
      return Promise.resolve(String(sql).includes('snapshot') ? [{ snapshot }] : []) as never;
    });
    const transaction = jest.spyOn(Sequelize.prototype, 'transaction').mockImplementation((async (body: (given: object) => unknown) => body({})) as never);
    return { query, transaction, said };
  }

  test.each([
    ['postgres://eid@127.0.0.1:1/eid', 'postgres', 'pg_advisory_xact_lock($1)'], ['postgresql://eid@127.0.0.1:1/eid', 'postgres', 'pg_advisory_xact_lock($1)'], ['mssql://eid@127.0.0.1:1/eid', 'mssql', '@Resource = $1'],
  ])('each unit of work has a transaction of its own, in which it takes its turn; nothing needs to be wiped from files: %s', async (url, dialect, turn) => {
    const { transaction, said } = listen();
    const store = await openShelves(url, keys);
    transaction.mockClear();
    await Promise.all([store.transaction('gent', (tables) => tables.takeTurn('a')), store.transaction('gent', (tables) => tables.takeTurn('a')), store.system(async () => 'nothing')]);
    expect([store.dialect, transaction.mock.calls.length, said.filter((sql) => sql.includes(turn)).length, await store.wipeRemoved()]).toEqual([dialect, 3, 2, true]);
    await store.close();
  });

  test('a unit of work sees what others have committed, twenty of them run beside each other, and nothing is printed', async () => {
    const { query } = listen();
    await (await openShelves('postgres://eid@127.0.0.1:1/eid', keys)).close();
    expect(query.mock.contexts[0]).toMatchObject({ options: { isolationLevel: 'READ COMMITTED', pool: { max: 20, acquire: 30_000 }, logging: false } });
  });

  test('one on which readers wait for writers is refused before anything is changed', async () => {
    const { said } = listen(0);
    await expect(openShelves('mssql://eid@127.0.0.1:1/eid', keys)).rejects.toThrow('readers wait for writers');
    expect(said).toHaveLength(1);
  });
});
