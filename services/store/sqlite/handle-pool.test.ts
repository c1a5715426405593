import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeIdleHandles, openHandle, type SqliteHandle } from './handle-pool.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-handles-'));
let files = 0;
const newFile = () => join(folder, `${files++}.sqlite`);
afterAll(() => rmSync(folder, { recursive: true }));

/** A handle on a new file with one table. */
function aHandle(file = newFile()): SqliteHandle {
  const handle = openHandle(file);
  handle.run('CREATE TABLE IF NOT EXISTS words (word, again)', []);
  return handle;
}
const words = (handle: SqliteHandle) => handle.all('SELECT word FROM words ORDER BY rowid', []).map((row) => (row as { word: unknown }).word);
const isClosed = (handle: SqliteHandle) => {
  try {
    handle.all('SELECT 1', []);
    return false;
  } catch {
    return true;
  }
};

test('a commit is on disk before it is answered, readers and the writer do not wait for each other, and what is removed is overwritten', () => {
  const handle = aHandle();
  const setting = (name: string) => Object.values(handle.all(`PRAGMA ${name}`, [])[0] as object)[0];
  expect(['journal_mode', 'synchronous', 'secure_delete', 'busy_timeout', 'foreign_keys'].map(setting)).toEqual(['wal', 2, 1, 0, 1]);
  handle.giveBack(false);
});

test('a handle that is given back is taken over by the next who opens the file, and by nobody who opens another', () => {
  const [file, other] = [newFile(), newFile()];
  const handle = aHandle(file);
  handle.giveBack(true);
  expect(openHandle(other)).not.toBe(handle);
  expect(openHandle(file)).toBe(handle);
  expect(openHandle(file)).not.toBe(handle);
  closeIdleHandles(other);
});

test('no more than four handles are kept, and one that is not to be used again is closed', () => {
  const file = newFile();
  const handles = Array.from({ length: 6 }, () => openHandle(file));
  for (const handle of handles.slice(0, 5)) handle.giveBack(true);
  handles[5]?.giveBack(false);
  expect(handles.map(isClosed)).toEqual([false, false, false, false, true, true]);
  closeIdleHandles(file);
});

test('when a file is closed no handle on it stays open, and none that was closed is ever given out', () => {
  const [file, other] = [newFile(), newFile()];
  const [kept, stays] = [openHandle(file), openHandle(other)];
  kept.giveBack(true);
  stays.giveBack(true);
  closeIdleHandles(file);
  closeIdleHandles(newFile());
  expect([kept, stays].map(isClosed)).toEqual([true, false]);
  expect(isClosed(openHandle(file))).toBe(false);
  closeIdleHandles(other);
});

test('a transaction that was left open is undone before anybody else has the handle', () => {
  const file = newFile();
  const handle = aHandle(file);
  expect(handle.inTransaction()).toBe(false);
  handle.run('BEGIN IMMEDIATE', []);
  handle.run('INSERT INTO words VALUES (?, NULL)', ['half']);
  expect(handle.inTransaction()).toBe(true);
  handle.giveBack(true);
  const next = openHandle(file);
  expect([next.inTransaction(), words(next)]).toEqual([false, []]);
  next.giveBack(false);
});

test('values go in by their place or by their name, and a name that the statement does not know does no harm', () => {
  const handle = aHandle();
  expect(handle.run('INSERT INTO words VALUES (?, ?)', ['a', null])).toEqual({ lastID: 1, changes: 1 });
  expect(handle.run('INSERT INTO words VALUES ($word, $again)', { $word: 'b', $again: 'c', $unasked: 'd' })).toEqual({ lastID: 2, changes: 1 });
  expect(handle.all('SELECT word, again FROM words WHERE word = $word', { $word: 'b' })).toEqual([{ word: 'b', again: 'c' }]);
  expect(handle.all('SELECT word FROM words WHERE word = ?', ['a'])).toEqual([{ word: 'a' }]);
  expect(handle.run('UPDATE words SET again = NULL', [])).toMatchObject({ changes: 2 });
  handle.giveBack(false);
});

test('a row is an object like any other', () => {
  const handle = aHandle();
  expect(Object.getPrototypeOf(handle.all('SELECT 1 AS one', [])[0])).toBe(Object.prototype);
  handle.giveBack(false);
});

test.each<[string, unknown, unknown]>([
  ['nothing', undefined, null], ['nothing', null, null], ['yes', true, 1], ['no', false, 0], ['an instant', new Date(0), '1970-01-01T00:00:00.000Z'],
  ['a number', 1.5, 1.5], ['a large number', 5n, 5], ['a text', 'x', 'x'], ['bytes', new Uint8Array([1, 2]), new Uint8Array([1, 2])],
])('%s is written as the database has it: %p', (_title, given, kept) => {
  const handle = aHandle();
  handle.run('INSERT INTO words VALUES (?, NULL)', [given]);
  expect(words(handle)).toEqual([kept]);
  handle.giveBack(false);
});

test('a value that no database could keep is refused, and is not told', () => {
  const handle = aHandle();
  expect(() => handle.run('INSERT INTO words VALUES (?, NULL)', [{ secret: 'word' }])).toThrow(/^a value of type object cannot be stored$/);
  handle.giveBack(false);
});

test('more different statements than are kept ready all give their own answer', () => {
  const handle = aHandle();
  const ask = (number: number) => handle.all(`SELECT ${number} AS number`, []);
  for (const round of [1, 2]) for (let number = 0; number < 310; number += 1) expect([round, ask(number)]).toEqual([round, [{ number }]]);
  handle.giveBack(false);
});
