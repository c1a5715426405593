import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { inspect } from 'node:util';
import mssql from 'mssql';
import { z } from 'zod';
import { openSqlite } from './open-sqlite.ts';
import { sqlServerTrouble } from './sql-server-troubles.ts';
import type { SqlQuery } from './sql-source.ts';

/** What becomes of a statement that changes something. */

const folder = mkdtempSync(join(tmpdir(), 'sql-kit-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = { server: 'db', port: 1433, database: 'eid', user: 'eid_aan_huis', password: 'env:TOOL_PASSWORD', uses: 'dbo.eid_hand_over' };
const answered = (number: number) => new mssql.RequestError(Object.assign(new Error('Violation … (85073003328)'), { info: { number, class: 14, state: 1 } }), 'EREQUEST');
const signal = new AbortController().signal;

test.each([2601, 2627])('error %i is a row that stands there already, and nothing was done', (number) => {
  const trouble = sqlServerTrouble(answered(number), at, {}, true);
  expect(trouble).toMatchObject({ kind: 'twice', mayHaveActed: false });
  expect(inspect(trouble)).not.toContain('85073003328');
});
test.each([[1205, false], [1222, false]])('after error %i of the server a statement did nothing', (number, mayHaveActed) => {
  expect(sqlServerTrouble(answered(number), at, {}, true)).toMatchObject({ kind: 'unavailable', mayHaveActed });
});
test.each(['ETIMEOUT', 'ECONNCLOSED', 'ESOCKET', 'ECANCEL'])('after %s nobody knows what became of a statement that had left; one that had not did nothing', (code) => {
  const broken = Object.assign(new Error('x'), { code });
  expect([true, false].map((sent) => sqlServerTrouble(broken, at, {}, sent))).toMatchObject([{ kind: 'unavailable', mayHaveActed: true }, { kind: 'unavailable', mayHaveActed: false }]);
});

describe('a file', () => {
  const insert = (value: string): SqlQuery => ({ text: 'INSERT INTO lines (name) VALUES (@name)', values: { name: { type: 'text', value } } });
  const made = (name: string) => {
    const file = join(folder, name);
    const db = new DatabaseSync(file);
    db.exec('CREATE TABLE lines (name TEXT UNIQUE)');
    db.close();
    return file;
  };
  const rowsIn = async (file: string) => {
    const rows: unknown[] = [];
    for await (const row of openSqlite({ file }).rows({ text: 'SELECT name FROM lines ORDER BY name', values: {} }, signal)) rows.push(z.object({ name: z.string() }).parse(row));
    return rows;
  };
  test('takes a statement once, and says of the second one that the row is there', async () => {
    const file = made('once');
    await openSqlite({ file }).execute(insert("a'); DROP TABLE lines; --"), signal);
    await expect(openSqlite({ file }).execute(insert("a'); DROP TABLE lines; --"), signal)).rejects.toMatchObject({ kind: 'twice', mayHaveActed: false });
    expect(await rowsIn(file)).toEqual([{ name: "a'); DROP TABLE lines; --" }]);
  });
  test('that is not there is not made', async () => {
    const file = join(folder, 'none');
    await expect(openSqlite({ file }).execute(insert('a'), signal)).rejects.toMatchObject({ kind: 'misconfigured', what: 'reachability' });
    expect(existsSync(file)).toBe(false);
  });
  test('that is no database, or has another table, says so', async () => {
    const file = join(folder, 'text');
    writeFileSync(file, 'x'.repeat(5_000));
    await expect(openSqlite({ file }).execute(insert('a'), signal)).rejects.toMatchObject({ kind: 'misconfigured' });
    await expect(openSqlite({ file: made('other') }).execute({ text: 'INSERT INTO others (name) VALUES (1)', values: {} }, signal)).rejects.toMatchObject({ kind: 'misconfigured', what: 'mapping' });
  });
  test('is not asked by a question that would write, nor when the call is over', async () => {
    const file = made('read');
    const write = async () => { for await (const _row of openSqlite({ file }).rows(insert('a'), signal)) break; };
    await expect(write()).rejects.toMatchObject({ kind: 'misconfigured', what: 'rights' });
    await expect(openSqlite({ file }).execute(insert('a'), AbortSignal.abort())).rejects.toMatchObject({ kind: 'unavailable', mayHaveActed: false });
    expect(await rowsIn(file)).toEqual([]);
  });
});
