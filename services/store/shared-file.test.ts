import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Sequelize } from 'sequelize';
import { shareCommits } from './share-commits.ts';
import { sqliteDialectModule } from './sqlite/dialect-module.ts';
import { aShelf, openShelves, shelves } from './store-rules.ts';

const folder = mkdtempSync(join(tmpdir(), 'eid-shared-'));
const keys = join(folder, 'keys');
let files = 0;
const newFile = () => join(folder, `${files++}.sqlite`);
afterAll(() => rmSync(folder, { recursive: true }));

/** Another process with the store on this file; it says what it has to say line by line, and ends well. */
async function otherProcess(file: string, body: string): Promise<string[]> {
  const script = `
    import { aShelf, openShelves, shelves } from '${join(import.meta.dirname, 'store-rules.ts')}';
    const store = await openShelves('sqlite:${file}', '${keys}');
    ${body}
    await store.close();`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => { said += part.toString(); });
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  return said.split('\n').slice(0, -1);
}

test('processes that start at once on a new file and want the same rows: each row goes to exactly one of them', async () => {
  const file = newFile();
  const take = `
    for (let index = 0; index < 40; index += 1) {
      const won = await store.transaction('gent', (tables) => tables.insertIfNew(shelves, aShelf({ id: crypto.randomUUID(), label: 'number ' + index })));
      if (won) console.log(index);
    }`;
  const won = (await Promise.all([otherProcess(file, take), otherProcess(file, take), otherProcess(file, take)])).flat();
  expect(won.map(Number).toSorted((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
  const store = await openShelves(`sqlite:${file}`, keys);
  expect(await store.reader('gent').count(shelves, {})).toBe(40);
  await store.close();
});

test('processes that count in the same row lose no count', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys);
  await store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ count: 0 })));
  const count = `
    await Promise.all(Array.from({ length: 30 }, () => store.transaction('gent', async (tables) => {
      const row = await tables.first(shelves, { id: '1' });
      await tables.update(shelves, { id: '1' }, { count: row.count + 1 });
    })));`;
  await Promise.all([otherProcess(file, count), otherProcess(file, count)]);
  expect(await store.reader('gent').first(shelves, { id: '1' })).toMatchObject({ count: 60 });
  await store.close();
});

test('a file that another process does not let go of is reported as busy to all who waited, and the next writer goes on', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys, { busyLimitMs: 40 });
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  const put = (id: string) => store.transaction('gent', (tables) => tables.insert(shelves, aShelf({ id, label: id })));
  const results = await Promise.allSettled(['1', '2', '3'].map(put));
  for (const result of results) expect(result).toMatchObject({ status: 'rejected', reason: { type: 'store.busy', data: { retry: 'safe' } } });
  other.exec('COMMIT');
  other.close();
  await put('4');
  expect((await store.reader('gent').find(shelves, {})).map(({ id }) => id)).toEqual(['4']);
  await store.close();
});

test('a full disk is reported as such, changes nothing, and leaves no transaction open', async () => {
  const file = newFile();
  const store = await openShelves(`sqlite:${file}`, keys);
  const sequelize = new Sequelize({ dialect: 'sqlite', storage: file, logging: false, dialectModule: sqliteDialectModule(1_000) });
  const writer = shareCommits(sequelize);
  const insert = (size: number) => writer.run((unit) => unit.run(() => sequelize.query(
    `INSERT INTO rules_shelves SELECT 'gent', hex(randomblob(8)), hex(randomblob(8)), hex(zeroblob(${size})), 1, 1, '2026-02-28', 1, '{}'`, { transaction: unit.transaction },
  )));
  // As many pages as there are now and a few more: what a full disk is to SQLite.
  await writer.run((unit) => unit.run(() => sequelize.query('PRAGMA max_page_count = 16', { transaction: unit.transaction })));
  await expect(insert(200_000)).rejects.toMatchObject({ type: 'store.full', data: { retry: 'safe' } });
  expect(await store.reader('gent').count(shelves, {})).toBe(0);
  await store.transaction('gent', (tables) => tables.insert(shelves, aShelf()));
  expect(await store.reader('gent').count(shelves, {})).toBe(1);
  await sequelize.close();
  await store.close();
});
