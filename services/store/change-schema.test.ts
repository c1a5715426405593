import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Schema } from '#services/kernel/migration.ts';
import { column, type Columns } from '#services/kernel/table.ts';
import { openStore } from './open-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-schema-'));
let files = 0;
afterAll(() => rmSync(folder, { recursive: true }));

const sealer = { seal: () => '', demandIndex: () => undefined, open: () => '' };

/** What stands in a new database after one migration, as SQLite describes it. */
async function after(up: (schema: Schema) => Promise<void>): Promise<{ indexes: string[]; tables: string[]; columns: string[] }> {
  const file = join(folder, `${files++}.sqlite`);
  await (await openStore({ url: `sqlite:${file}`, tables: [], migrations: [{ name: 'rules/001', up }], sealer })).close();
  const db = new DatabaseSync(file);
  const named = (sql: string) => db.prepare(sql).all().map((row) => String(Object.values(row)[0]));
  const found = {
    indexes: named("SELECT replace(sql, '`', '') FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"),
    tables: named("SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'rules%' ORDER BY name"),
    columns: named("SELECT name || ' ' || type || iif(\"notnull\", ' never empty', '') FROM pragma_table_info('rules_codes') ORDER BY cid"),
  };
  db.close();
  return found;
}
const codes = { id: column.id(), code: column.text(20), at: column.nullable(column.instant()) };

test('the municipality leads in every key and index, also in those that come later', async () => {
  expect(await after(async (schema) => {
    await schema.createTable('rules_codes', codes, { key: ['id'], unique: [['code']], indexes: [['at'], ['code', 'at']] });
    await schema.addIndex('rules_codes', ['at', 'code'], { unique: true });
    await schema.addIndex('rules_codes', ['id', 'at'], {});
  })).toMatchObject({ indexes: [
    'CREATE INDEX ix_rules_codes_at ON rules_codes (municipality, at)',
    'CREATE INDEX ix_rules_codes_code_at ON rules_codes (municipality, code, at)',
    'CREATE INDEX ix_rules_codes_id_at ON rules_codes (municipality, id, at)',
    'CREATE UNIQUE INDEX uq_rules_codes_at_code ON rules_codes (municipality, at, code)',
    'CREATE UNIQUE INDEX uq_rules_codes_code ON rules_codes (municipality, code)',
  ] });
});

test('a table that is given more columns has them, and a table that is dropped is gone', async () => {
  expect(await after(async (schema) => {
    await schema.createTable('rules_codes', codes, { key: ['id'] });
    await schema.addColumns('rules_codes', { colour: column.nullable(column.text(10)), size: column.nullable(column.integer()) });
    await schema.createTable('rules_gone', codes, { key: ['id'] });
    await schema.dropTable('rules_gone');
  })).toEqual({
    indexes: [], tables: ['rules_codes'],
    columns: ['municipality VARCHAR(60) never empty', 'id VARCHAR(40) never empty', 'code VARCHAR(20) never empty', 'at BIGINT', 'colour VARCHAR(10)', 'size BIGINT'],
  });
});

test('an index keeps its whole name up to 60 characters; a longer one is cut, and two of them stay two', async () => {
  const [fits, long, other] = ['a'.repeat(45), `${'a'.repeat(45)}b`, `${'a'.repeat(45)}c`];
  const columns = Object.fromEntries([fits, long, other].map((name) => [name, column.id()]));
  const { indexes } = await after((schema) => schema.createTable<Columns>('rules_codes', { id: column.id(), ...columns }, { key: ['id'], indexes: [[fits], [long], [other]] }));
  const names = indexes.map((sql) => /INDEX (\S+)/.exec(sql)?.[1] ?? '');
  expect(names).toContain(`ix_rules_codes_${fits}`);
  expect(names.map((name) => name.length)).toEqual([60, 60, 60]);
  expect(names.filter((name) => /^ix_rules_codes_a{35}_[0-9a-f]{9}$/.test(name))).toHaveLength(2);
  expect(new Set(names).size).toBe(3);
});

const made = /^rules_codes$/;
/** Letters count twice on SQL Server, and the municipality takes 60 of them. */
test.each<[string, Columns, Parameters<Schema['createTable']>[2], RegExp]>([
  ['a key of 900 bytes', { id: column.text(390) }, { key: ['id'] }, made],
  ['a key of more', { id: column.text(391) }, { key: ['id'] }, /: the key or index id of table 'rules_codes' takes 902 bytes where SQL Server takes 900$/],
  ['a key of several columns, a number among them', { id: column.text(386), at: column.instant() }, { key: ['id', 'at'] }, made],
  ['a key of several columns that is larger', { id: column.text(387), at: column.instant() }, { key: ['id', 'at'] }, /: the key or index id, at of table 'rules_codes' takes 902 bytes/],
  ['an index of 1,700 bytes', { id: column.id(), name: column.text(790) }, { key: ['id'], indexes: [['name']] }, made],
  ['an index of more', { id: column.id(), name: column.text(791) }, { key: ['id'], indexes: [['name']] }, /takes 1702 bytes where SQL Server takes 1700$/],
  ['a unique index of more', { id: column.id(), name: column.text(791) }, { key: ['id'], unique: [['name']] }, /takes 1702 bytes where SQL Server takes 1700$/],
  ['an index on a long text', { id: column.id(), note: column.longText() }, { key: ['id'], indexes: [['note']] }, /: 'note' of table 'rules_codes' is too long for a key or index$/],
  ['an index on what is sealed', { id: column.id(), personal: column.sealed(z.string()) }, { key: ['id'], unique: [['personal']] }, /: 'personal' of table 'rules_codes' is too long for a key or index$/],
  ['an index on what may be empty', { id: column.id(), name: column.nullable(column.text(20)) }, { key: ['id'], indexes: [['name']] }, made],
])('the narrowest database decides for all of them: %s', async (_title, columns, shape, expected) => {
  const outcome = await after((schema) => schema.createTable('rules_codes', columns, shape)).then(({ tables }) => tables.join(' '), (error: Error) => error.message);
  expect(outcome).toMatch(expected);
});

test('a table that was refused is not there: not even half of it', async () => {
  let refused: unknown;
  expect(await after(async (schema) => {
    refused = await schema.createTable('rules_codes', { id: column.id(), name: column.text(791) }, { key: ['id'], indexes: [['name']] }).catch((error: unknown) => error);
  })).toMatchObject({ tables: [] });
  expect(refused).toBeInstanceOf(Error);
});
