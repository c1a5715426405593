import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import * as fc from 'fast-check';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import type { Store } from '#services/kernel/tables.ts';
import { column, defineTable } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';
import { audit001, auditTables } from '#services/audit/audit.store.ts';
import { outboxMigrations } from '#services/outbox/outbox-migrations.ts';
import { outboxTables } from '#services/outbox/outbox.store.ts';
import { switches } from '#services/outbox/switches.store.ts';
import { openStore } from '#services/store/open-store.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { keepSealed } from '#services/vault/sealed-vault.ts';
import { sealed001, sealedTables } from '#services/vault/sealed.store.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { z } from 'zod';
import { checkBackup } from './check-backup.ts';
import { makeBackup } from './make-backup.ts';
import { writeManifest } from './manifest.ts';

const notes = defineTable('backup_notes', { id: column.text(40), pair: column.text(40), words: column.sealed(z.string()) }, { key: ['id'] });
const doubles = defineTable('backup_doubles', { id: column.text(40) }, { key: ['id'] });
const notes001 = defineMigration('backup-test/001', async (schema) => {
  await schema.createTable('backup_notes', { id: column.text(40), pair: column.text(40), words: column.sealed(z.string()) }, { key: ['id'] });
  await schema.createTable('backup_doubles', { id: column.text(40) }, { key: ['id'] });
});
const planted = ['Vanderstraeten', '85.07.30-033.28', '+32 470 12 34 56'];
const envelope: SealedEnvelope = { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'c', tag: 't', boundTo: { dossier: 'a-dossier', purpose: 'fingerprints' } };

const root = mkdtempSync(join(tmpdir(), 'eid-backup-'));
const dataDir = join(root, 'data');
const file = join(dataDir, 'eid.sqlite');
const keyring = openKeyring(join(dataDir, 'keys'));
let store: Store;
let places = 0;
const newPlace = () => join(root, `backup-${places++}`);
const back = (to = newPlace(), more: Partial<Parameters<typeof makeBackup>[0]> = {}) => makeBackup({ store: file, dataDir, to, now: 1_000, ...more }).then((manifest) => ({ to, manifest }));

beforeAll(async () => {
  store = await openStore({
    url: `sqlite:${file}`, tables: [...sealedTables, ...auditTables, ...outboxTables, switches, notes, doubles], migrations: [sealed001, audit001, ...outboxMigrations, notes001], sealer: sealerOf(keyring),
  });
  for (const [id, words] of planted.entries()) await store.transaction('gent', (tables) => tables.insert(notes, { id: String(id), pair: String(id), words }));
  for (let id = 0; id < 50; id += 1) await store.transaction('gent', (tables) => keepSealed(tables, { id: `sealed-reference-${id}`, envelope, keptAt: 1_000 }));
});
afterAll(async () => { await store.close(); rmSync(root, { recursive: true, force: true }); });

test('a backup holds the rows of the store, the versions of its keys and no fingerprint at all', async () => {
  const { to, manifest } = await back();
  expect(manifest).toMatchObject({ rows: { backup_notes: 3, vault_sealed: 0 }, excluded: ['vault_sealed'], keys: [{ version: 1, fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/) }] });
  expect(checkBackup(to)).toEqual(manifest);
  const bytes = readFileSync(join(to, 'store.sqlite'), 'latin1');
  for (const word of ['sealed-reference', 'a-dossier', 'fingerprints', ...planted]) expect(bytes).not.toContain(word);
  // What is looked for here does stand in the store itself.
  expect(readFileSync(file, 'latin1') + readFileSync(`${file}-wal`, 'latin1')).toContain('sealed-reference');
  expect(readdirSync(to).toSorted()).toEqual(['audit-anchors', 'manifest.json', 'store.sqlite']);
  for (const name of ['manifest.json', 'store.sqlite']) expect(statSync(join(to, name)).mode & 0o777).toBe(0o600);
});

test('a backup that is made while others write holds each unit of work whole or not at all', async () => {
  const done = new AbortController();
  await store.transaction('gent', async (tables) => { for (let id = 0; id < 4_100; id += 1) await tables.insert(notes, { id: `many-${id}`, pair: 'many', words: 'w' }); });
  let wrote = 0;
  const writer = (async () => {
    while (!done.signal.aborted) {
      const id = `pair-${wrote++}`;
      await store.transaction('gent', async (tables) => {
        await tables.insert(notes, { id, pair: 'written', words: 'meanwhile' });
        await tables.insert(doubles, { id });
      });
      await breathe(); // An answer of this store needs no turn of the event loop: without this nobody else gets one.
    }
  })();
  const seen: number[] = [];
  const { to } = await back(newPlace(), { onProgress: () => { seen.push(wrote); } });
  done.abort();
  await writer;
  expect(seen.at(-1)).toBeGreaterThan(seen[0] ?? 0);
  const copy = await openStore({ url: `sqlite:${join(to, 'store.sqlite')}`, tables: [notes, doubles], migrations: [], sealer: sealerOf(keyring) });
  const [ones, others] = [await copy.reader('gent').find(notes, { pair: 'written' }), await copy.reader('gent').find(doubles, {})];
  await copy.close();
  expect(ones.map(({ id }) => id).toSorted()).toEqual(others.map(({ id }) => id).toSorted());
});

test('a backup overwrites nothing', async () => {
  const { to } = await back();
  await expect(back(to)).rejects.toThrow('exists already');
  checkBackup(to);
});

test('a backup that breaks off leaves nothing that looks like one', async () => {
  const to = newPlace();
  await expect(back(to, { onProgress: () => { throw new Error('the disk is full'); } })).rejects.toThrow('the disk is full');
  expect(existsSync(to)).toBe(false);
  expect(() => checkBackup(to)).toThrow('is no backup');
});

test('a store whose key is not there is not backed up as if it could be opened again', async () => {
  await expect(back(newPlace(), { dataDir: join(root, 'elsewhere') })).rejects.toThrow('key version 1');
});

test('a copy that is not as its backup is refused, whole as the backup itself is', async () => {
  const [{ to }, { to: another }] = [await back(), await back()];
  const bytes = readFileSync(join(another, 'store.sqlite'));
  bytes.writeUInt8((bytes.readUInt8(bytes.length - 1) ^ 1) & 0xff, bytes.length - 1);
  writeFileSync(join(another, 'store.sqlite'), bytes);
  expect(() => checkBackup(to, join(another, 'store.sqlite'))).toThrow('was changed or damaged');
  checkBackup(to);
});

test('a backup with rows that belong in none is refused', async () => {
  const { to, manifest } = await back();
  unlinkSync(join(to, 'manifest.json'));
  writeManifest(to, { ...manifest, excluded: ['backup_notes'] });
  expect(() => checkBackup(to)).toThrow('backup_notes belongs in no backup');
});

test('where no folder is, a disk may be missing: no backup is made', async () => {
  await expect(back(join(root, 'not-mounted', 'backup'))).rejects.toThrow('is its disk mounted?');
  expect(existsSync(join(root, 'not-mounted'))).toBe(false);
});

test('whichever byte of a backup is spoilt, it is refused', async () => {
  const { to } = await back();
  for (const name of ['store.sqlite', 'manifest.json']) {
    const whole = readFileSync(join(to, name));
    fc.assert(fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const spoilt = Buffer.from(whole);
      spoilt.writeUInt8((whole.readUInt8(at) ^ change) & 0xff, at);
      writeFileSync(join(to, name), spoilt);
      // White space between the manifest's words means nothing.
      if (name === 'manifest.json' && sameJson(spoilt, whole)) return;
      expect(() => checkBackup(to)).toThrow(expect.objectContaining({ name: 'BackupError' }));
    }), { numRuns: 60 });
    writeFileSync(join(to, name), whole);
  }
  checkBackup(to);
  truncateSync(join(to, 'store.sqlite'), 4096);
  expect(() => checkBackup(to)).toThrow('bytes instead of');
  unlinkSync(join(to, 'store.sqlite'));
  expect(() => checkBackup(to)).toThrow('is missing');
});

function sameJson(one: Buffer, other: Buffer): boolean {
  try {
    return JSON.stringify(JSON.parse(one.toString())) === JSON.stringify(JSON.parse(other.toString()));
  } catch {
    return false;
  }
}
