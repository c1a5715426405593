import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import type { Store } from '#services/kernel/tables.ts';
import { openStore } from '#services/store/open-store.ts';
import { openTestHouse } from '#tools/test-house/open-test-house.ts';
import { claimIndex } from './claim-index.ts';
import { keyMarks, vault002, vault003 } from './key-marks.store.ts';
import type { Keyring } from './keyring.ts';
import { openKeysOf } from './open-keys.ts';
import { sealerOf } from './seal-value.ts';

const columns = { id: column.text(40), name: column.sealed(z.string()) };
const notes = defineTable('keys_notes', columns, { key: ['id'] });
const notes001 = defineMigration('keys-test/001', (schema) => schema.createTable('keys_notes', columns, { key: ['id'] }));
const root = mkdtempSync(join(tmpdir(), 'eid-open-keys-'));
let store: Store;
let keyring: Keyring;
let folder: string;
beforeEach(async () => {
  const place = mkdtempSync(join(root, 'place-'));
  folder = join(place, 'keys');
  store = await openStore({
    url: `sqlite:${join(place, 'eid.sqlite')}`, tables: [keyMarks, notes], migrations: [vault002, vault003, notes001],
    sealer: { seal: (...given) => sealerOf(keyring).seal(...given), open: (...given) => sealerOf(keyring).open(...given), demandIndex: (...given) => { sealerOf(keyring).demandIndex(...given); } },
  });
  keyring = await open();
});
afterEach(() => store.close());
afterAll(() => rmSync(root, { recursive: true, force: true }));

const open = (from = folder) => openKeysOf(store, from, ['gent'], Date.now);
const write = (id: string) => store.transaction('gent', (tables) => tables.insert(notes, { id, name: 'somebody' }));
const forgetMarks = () => store.transaction('gent', (tables) => tables.remove(keyMarks, {}));
const aFolder = () => mkdtempSync(join(root, 'other-'));
const refused = (version: number) => expect.objectContaining({ name: 'ConfigurationError', message: expect.stringContaining(`does not hold master key version ${version} under which this database was written`) });
/** The key file without one of its versions. */
function lose(version: number): void {
  const file = join(folder, 'master.json');
  const { versions } = z.object({ versions: z.array(z.looseObject({ version: z.int() })) }).parse(JSON.parse(readFileSync(file, 'utf8')));
  writeFileSync(file, JSON.stringify({ versions: versions.filter((key) => key.version !== version) }));
}

test('a house whose master key is lost, or that is pointed at another folder, is not opened, and no key is made in its place', async () => {
  const t = await openTestHouse({ dataDir: mkdtempSync(join(root, 'house-')) });
  await t.stop();
  const kept = mkdtempSync(join(root, 'safe-'));
  cpSync(join(t.dataDir, 'keys/master.json'), join(kept, 'master.json'));
  rmSync(join(t.dataDir, 'keys/master.json'));
  await expect(openTestHouse({ dataDir: t.dataDir })).rejects.toEqual(refused(1));
  expect(existsSync(join(t.dataDir, 'keys/master.json'))).toBe(false);
  const elsewhere = aFolder();
  await expect(openTestHouse({ dataDir: elsewhere, house: { databaseUrl: `sqlite:${join(t.dataDir, 'eid.sqlite')}` } })).rejects.toEqual(refused(1));
  expect(existsSync(join(elsewhere, 'keys/master.json'))).toBe(false);
  cpSync(join(kept, 'master.json'), join(t.dataDir, 'keys/master.json'));
  await (await openTestHouse({ dataDir: t.dataDir })).stop();
});

test('the keys of another installation do not open a database, also when nothing was written in it yet', async () => {
  const other = aFolder();
  cpSync(folder, other, { recursive: true });
  rmSync(folder, { recursive: true });
  await expect(open()).rejects.toEqual(refused(1));
  expect(existsSync(folder)).toBe(false);
  await open(other);
});

test('an older key is missed while something is under it, and forgotten when nothing is', async () => {
  await write('1');
  keyring.rotate();
  await open();
  lose(1);
  await expect(open()).rejects.toEqual(refused(1));
  await store.transaction('gent', (tables) => tables.remove(notes, {}));
  await open();
  expect((await store.reader('gent').find(keyMarks, {})).map(({ version }) => version)).toEqual([2]);
});

test('a node with a copy of the keys from before a rotation is not opened', async () => {
  const behind = aFolder();
  cpSync(folder, behind, { recursive: true });
  keyring.rotate();
  await open();
  await expect(open(behind)).rejects.toEqual(refused(2));
});

test('two nodes that each rotate in a folder of their own do not both write: the second is refused', async () => {
  const other = aFolder();
  cpSync(folder, other, { recursive: true });
  const theirs = await open(other);
  keyring.rotate();
  theirs.rotate();
  const claim = (keys: Keyring) => store.transaction('gent', (tables) => claimIndex(keys, tables, { municipality: 'gent', purpose: 'insz', value: 'a number' }));
  await claim(keyring);
  await expect(claim(theirs)).rejects.toMatchObject({ type: 'vault.key-foreign', data: { retry: 'safe' } });
  await expect(open(other)).rejects.toEqual(refused(2));
});

test('a database from before keys left their mark is opened with its own keys, and with no others', async () => {
  await write('1');
  keyring.rotate();
  await write('2');
  await forgetMarks();
  const [another, older] = [aFolder(), aFolder()];
  await expect(open(join(another, 'keys'))).rejects.toEqual(refused(1));
  expect(readdirSync(another)).toEqual([]);
  cpSync(folder, older, { recursive: true });
  await open();
  expect(await store.reader('gent').count(keyMarks, {})).toBe(2);

  await forgetMarks();
  lose(2);
  await expect(open()).rejects.toEqual(refused(2));
  writeFileSync(join(folder, 'master.json'), JSON.stringify({ versions: [1, 2].map((version) => ({ version, key: Buffer.alloc(32, version).toString('base64') })) }));
  await expect(open()).rejects.toThrow('master key version 1, 2');
});
