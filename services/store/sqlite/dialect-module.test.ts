import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteDialectModule } from './dialect-module.ts';
import { closeIdleHandles } from './handle-pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-dialect-'));
let files = 0;
const newFile = () => join(folder, `${files++}.sqlite`);
afterAll(() => rmSync(folder, { recursive: true }));

interface Answer { readonly error: (Error & { code?: string }) | null; readonly rows?: unknown[]; readonly lastID?: number; readonly changes?: number }
type Callback = (this: { lastID: number; changes: number }, error: Error | null, rows?: unknown[]) => void;
/** The part of the `sqlite3` package that Sequelize asks for. */
interface Connection {
  uuid?: string;
  readonly filename: string;
  run(sql: string, given?: unknown, callback?: Callback): Connection;
  all(sql: string, given?: unknown, callback?: Callback): Connection;
  serialize(body?: () => void): void;
  close(callback?: (error: Error | null) => void): void;
}
type Module = { Database: new (file: string, mode: number, callback: (error: Error | null) => void) => Connection };

async function connect(file: string, busyLimitMs = 10_000): Promise<{ connection: Connection; opened: (Error & { code?: string }) | null }> {
  const { Database } = sqliteDialectModule(busyLimitMs) as Module;
  return new Promise((resolve) => { const connection: Connection = new Database(file, 6, (error) => resolve({ connection, opened: error })); });
}
const ask = (connection: Connection, method: 'run' | 'all', sql: string, given?: readonly unknown[] | object) => new Promise<Answer>((resolve) => {
  const callback: Callback = function answered(error, rows) { resolve({ error, ...(rows && { rows }), lastID: this.lastID, changes: this.changes }); };
  if (given === undefined) connection[method](sql, callback);
  else connection[method](sql, given, callback);
});
const close = (connection: Connection) => new Promise<Error | null>((resolve) => { connection.close(resolve); });

test('Sequelize finds in it what it asks of the sqlite3 package', async () => {
  expect(sqliteDialectModule(1)).toMatchObject({ OPEN_READONLY: 1, OPEN_READWRITE: 2, OPEN_CREATE: 4 });
  const file = newFile();
  const { connection, opened } = await connect(file);
  expect([opened, connection.filename]).toEqual([null, file]);
  expect(await close(connection)).toBeNull();
});

test('statements answer later, never at once: rows, the id of a new row and how many were changed', async () => {
  const { connection } = await connect(newFile());
  const order: string[] = [];
  const chained = connection.run('CREATE TABLE words (word)', () => order.push('answered'));
  order.push('asked');
  expect(chained).toBe(connection);
  expect(await ask(connection, 'run', 'INSERT INTO words VALUES (?)', ['a'])).toEqual({ error: null, lastID: 1, changes: 1 });
  expect(await ask(connection, 'run', 'INSERT INTO words VALUES ($word)', { $word: 'b' })).toEqual({ error: null, lastID: 2, changes: 1 });
  expect(await ask(connection, 'all', 'SELECT word FROM words')).toEqual({ error: null, rows: [{ word: 'a' }, { word: 'b' }], lastID: 0, changes: 0 });
  expect(await ask(connection, 'run', 'DELETE FROM words')).toMatchObject({ changes: 2 });
  expect(connection.all('SELECT 1')).toBe(connection);
  expect(order).toEqual(['asked', 'answered']);
  await close(connection);
});

test('a file that cannot be opened is reported in the words of sqlite3, and so is every statement after that', async () => {
  const { connection, opened } = await connect(join(folder, 'no-such-folder', 'a.sqlite'));
  expect(opened).toMatchObject({ code: 'SQLITE_CANTOPEN' });
  expect(await ask(connection, 'all', 'SELECT 1')).toMatchObject({ error: { message: 'the connection is closed' } });
  expect(await close(connection)).toBeNull();
});

test('a statement that is wrong is reported, and the connection goes on', async () => {
  const { connection } = await connect(newFile());
  expect(await ask(connection, 'run', 'NONSENSE')).toMatchObject({ error: { code: 'SQLITE_ERROR' } });
  expect(await ask(connection, 'all', 'SELECT 1 AS one')).toMatchObject({ error: null, rows: [{ one: 1 }] });
  await close(connection);
});

test('a connection that was closed answers nothing any more', async () => {
  const { connection } = await connect(newFile());
  await close(connection);
  expect(await ask(connection, 'all', 'SELECT 1')).toMatchObject({ error: { message: 'the connection is closed' } });
  expect(await close(connection)).toBeNull();
  connection.close();
});

test('only the connection of a transaction is kept ready for the next one', async () => {
  const file = newFile();
  const temporary = 'CREATE TEMP TABLE mark (id)';
  const isMarked = async (connection: Connection) => (await ask(connection, 'all', 'SELECT * FROM mark')).error === null;
  for (const [uuid, kept] of [[undefined, false], ['a transaction', true]] as const) {
    const { connection } = await connect(file);
    if (uuid !== undefined) connection.uuid = uuid;
    await ask(connection, 'run', temporary);
    await close(connection);
    const { connection: next } = await connect(file);
    expect([uuid, await isMarked(next)]).toEqual([uuid, kept]);
    await close(next);
  }
  closeIdleHandles(file);
});

test('the types of the columns are never looked up: rows are read as they are', async () => {
  const { connection } = await connect(newFile());
  await ask(connection, 'run', 'CREATE TABLE words (word)');
  expect(await ask(connection, 'all', 'PRAGMA table_info(`words`);')).toMatchObject({ error: null, rows: [] });
  await close(connection);
});

test('undoing where nothing is begun is no error, and undoing what was begun undoes it', async () => {
  const { connection } = await connect(newFile());
  await ask(connection, 'run', 'CREATE TABLE words (word)');
  expect(await ask(connection, 'run', 'ROLLBACK;')).toMatchObject({ error: null });
  await ask(connection, 'run', 'BEGIN IMMEDIATE TRANSACTION;');
  await ask(connection, 'run', "INSERT INTO words VALUES ('a')");
  expect(await ask(connection, 'run', 'ROLLBACK;')).toMatchObject({ error: null });
  expect(await ask(connection, 'all', 'SELECT * FROM words')).toMatchObject({ rows: [] });
  await close(connection);
});

test('a file that another one holds is waited for until it is let go, and for no longer than was said', async () => {
  const file = newFile();
  const { connection } = await connect(file);
  const { connection: impatient } = await connect(file, 20);
  await ask(connection, 'run', 'CREATE TABLE words (word)');
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const waiting = ask(connection, 'run', 'INSERT INTO words VALUES (?)', ['a']);
  expect(await ask(impatient, 'run', 'BEGIN IMMEDIATE TRANSACTION;')).toMatchObject({ error: { code: 'SQLITE_BUSY' } });
  other.exec('COMMIT');
  other.close();
  expect(await waiting).toEqual({ error: null, lastID: 1, changes: 1 });
  await close(connection);
  await close(impatient);
});

test('a statement to which nothing is given answers all the same, and one whose answer nobody waits for is carried out', async () => {
  const { connection } = await connect(newFile());
  connection.run('CREATE TABLE words (word)');
  const rows = await new Promise((resolve) => { connection.all('SELECT count(*) AS words FROM words', undefined, (error, found) => { resolve(error ?? found); }); });
  expect(rows).toEqual([{ words: 0 }]);
  await close(connection);
});

test('a transaction that was begun before it had the file does not wait for it: it is told at once', async () => {
  const file = newFile();
  const { connection } = await connect(file, 1_000_000);
  await ask(connection, 'run', 'CREATE TABLE words (word)');
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  await ask(connection, 'run', 'BEGIN DEFERRED TRANSACTION;');
  expect(await ask(connection, 'run', "INSERT INTO words VALUES ('a')")).toMatchObject({ error: { code: 'SQLITE_BUSY' } });
  await ask(connection, 'run', 'ROLLBACK;');
  other.close();
  await close(connection);
});

test('while Sequelize makes its error before a statement no stack is drawn up, and afterwards it is as before', async () => {
  const { connection } = await connect(newFile());
  const usual = Error.stackTraceLimit;
  expect(usual).toBeGreaterThan(0);
  let within = usual;
  connection.serialize(() => { within = Error.stackTraceLimit; });
  expect(() => connection.serialize(() => { throw new Error('broken'); })).toThrow('broken');
  connection.serialize();
  expect([within, Error.stackTraceLimit]).toEqual([0, usual]);
  await close(connection);
});
