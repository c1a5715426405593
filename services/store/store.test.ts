import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, type Columns } from '#services/kernel/table.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { openStore } from './open-store.ts';
import { aShelf, describeStoreRules, openShelves, shelves, shelves001 } from './store-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-store-'));
const keys = join(folder, 'keys');
let files = 0;
const newFile = () => join(folder, `${files++}.sqlite`);
afterAll(() => rmSync(folder, { recursive: true }));

describeStoreRules('SQLite', () => openShelves(`sqlite:${newFile()}`, keys));

test('a commit that was answered is on disk, also when the process is killed at that very moment', async () => {
  const file = newFile();
  const script = `
    import { aShelf, openShelves, shelves } from '${join(import.meta.dirname, 'store-rules.ts')}';
    const store = await openShelves('sqlite:${file}', '${keys}');
    for (let index = 0; ; index += 1) {
      await Promise.all(Array.from({ length: 8 }, (_, lane) => store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ id: index + '-' + lane, label: index + '-' + lane })))
        .then(() => process.stdout.write('+' + index + '-' + lane + '\\n'))));
    }`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  await new Promise<void>((resolve) => { child.stdout.on('data', (part: Buffer) => { said += part.toString(); if (said.length > 2_000) resolve(); }); });
  child.kill('SIGKILL');
  await once(child, 'close');
  const answered = said.split('\n').slice(0, -1).map((line) => line.slice(1));
  const store = await openShelves(`sqlite:${file}`, keys);
  const there = new Set((await store.reader('gent').find(shelves, {})).map(({ id }) => id));
  expect(answered.length).toBeGreaterThan(50);
  expect(answered.filter((id) => !there.has(id))).toEqual([]);
  await store.close();
});

test('another process may hold the file for a while: writers wait, they do not fail', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys);
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  let written = false;
  const write = async () => {
    await store.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
    written = true;
  };
  const writing = write();
  await store.reader('gent').count(shelves, {});
  expect(written).toBe(false);
  other.exec('COMMIT');
  other.close();
  await writing;
  expect(await store.reader('gent').count(shelves, {})).toBe(1);
  await store.close();
});

test('nothing of a sealed value can be read in the database file', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys);
  await store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ personal: { name: 'Onmiskenbare Naam' } })));
  await store.close();
  const bytes = readdirSync(folder).filter((name) => name.startsWith(file.slice(folder.length + 1))).map((name) => readFileSync(join(folder, name), 'latin1')).join('');
  expect(bytes).toContain('2026-02-28');
  expect(bytes).not.toContain('Onmiskenbare');
});

test('a migration that is interrupted halfway leaves nothing, and is done whole the next time', async () => {
  const url = `sqlite:${newFile()}`;
  let power = false;
  const halfway = defineMigration('rules/002-halfway', async (schema) => {
    await schema.addColumns('rules_shelves', { colour: column.nullable(column.text(10)) });
    if (!power) throw new Error('power cut');
    await schema.addIndex('rules_shelves', ['colour']);
  });
  const open = () => openStore({ url, tables: [shelves], migrations: [shelves001, halfway], sealer: sealerOf(openKeyring(keys)) });
  await expect(open()).rejects.toThrow('power cut');
  power = true;
  await (await open()).close();
  await (await open()).close();
});

test('a database that is newer than the code is refused by name and left as it is; what a plugin left that is gone is not in the way', async () => {
  const url = `sqlite:${newFile()}`;
  const later = defineMigration('rules/002-later', (schema) => schema.addColumns('rules_shelves', { colour: column.nullable(column.text(10)) }));
  const gone = defineMigration('gone/001-table', (schema) => schema.createTable('gone_table', { id: column.id() }, { key: ['id'] }));
  const open = (...migrations: Parameters<typeof openStore>[0]['migrations']) => openStore({ url, tables: [shelves], migrations, sealer: sealerOf(openKeyring(keys)) });
  await (await open(shelves001, later, gone)).close();
  await expect(open(shelves001, gone)).rejects.toThrow("newer than this version of the middleware: it has been through 'rules/002-later'");
  await (await open(shelves001, later)).close();
});

test('two migrations of one name are found at the start', async () => {
  await expect(openStore({ url: `sqlite:${newFile()}`, tables: [shelves], migrations: [shelves001, shelves001], sealer: sealerOf(openKeyring(keys)) })).rejects.toThrow("called 'rules/001-shelves'");
});

test('two nodes that start at once on one file migrate it once', async () => {
  const url = `sqlite:${newFile()}`;
  const stores = await Promise.all([openShelves(url, keys), openShelves(url, keys)]);
  await stores[0].transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  expect(await stores[1].reader('gent').count(shelves, {})).toBe(1);
  for (const store of stores) await store.close();
});

test('a database that is opened again is as it was', async () => {
  const url = `sqlite:${newFile()}`;
  const first = await openShelves(url, keys);
  await first.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  await first.close();
  const second = await openShelves(url, keys);
  expect(await second.reader('gent').find(shelves, {})).toEqual([aShelf()]);
  await second.close();
});

test.each([
  ['makes a table twice', { 'rules_shelves': { id: column.id() } }, ['id'], 'is there already'],
  ['makes a table without a key', { 'rules_keyless': { id: column.id() } }, [], 'has no key'],
  ['puts a column that may be empty into the key', { 'rules_empty': { id: column.nullable(column.id()) } }, ['id'], 'may be empty'],
  ['puts a sealed value into the key', { 'rules_sealed': { id: column.sealed(z.string()) } }, ['id'], 'too long'],
  ['makes a key that SQL Server refuses', { 'rules_wide': { id: column.text(400) } }, ['id'], 'SQL Server takes 900'],
  ['names a column that is not there', { 'rules_other': { id: column.id() } }, ['name'], "no column 'name'"],
])('a migration that %s is refused on every database', async (_title, wanted, key, reason) => {
  const wrong = defineMigration('rules/002-wrong', async (schema) => {
    for (const [name, columns] of Object.entries(wanted)) await schema.createTable<Columns>(name, columns, { key });
  });
  await expect(openStore({ url: `sqlite:${newFile()}`, tables: [], migrations: [shelves001, wrong], sealer: sealerOf(openKeyring(keys)) })).rejects.toThrow(reason);
});

test('two tables of one name are found at the start', async () => {
  await expect(openStore({ url: `sqlite:${newFile()}`, tables: [shelves, shelves], migrations: [shelves001], sealer: sealerOf(openKeyring(keys)) })).rejects.toThrow("called 'rules_shelves'");
});
