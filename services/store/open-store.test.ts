import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

test('what is sent to the database is never printed', async () => {
  const printed = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  const store = await openShelves(`sqlite:${newFile()}`, keys);
  await store.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  await store.close();
  expect(printed).not.toHaveBeenCalled();
});

test.each(['postgres://eid@127.0.0.1:1/eid', 'postgresql://eid@127.0.0.1:1/eid'])('a database server that cannot be reached is reported as such: %s', async (url) => {
  await expect(openShelves(url, keys)).rejects.toMatchObject({ type: 'store.unavailable', data: { retry: 'safe' } });
});

test.each(['mysql://eid@127.0.0.1:1/eid', 'mariadb://eid@127.0.0.1:1/eid', 'a.sqlite', 'sqlite:', 'not sqlite:a.sqlite', ''])('a database that is none of this house is refused: %j', async (url) => {
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
