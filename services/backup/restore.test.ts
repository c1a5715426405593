import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '#services/kernel/tables.ts';
import { audit001, auditEntries, auditTables } from '#services/audit/audit.store.ts';
import { verifyAudit } from '#services/audit/verify-audit.ts';
import { claimLanes } from '#services/outbox/claim-lanes.ts';
import { enqueue } from '#services/outbox/enqueue.ts';
import { outboxMigrations } from '#services/outbox/outbox-migrations.ts';
import { items, lanes, outboxTables } from '#services/outbox/outbox.store.ts';
import { switchedOff } from '#services/outbox/read-switch.ts';
import { switches, type Switch } from '#services/outbox/switches.store.ts';
import { holdAlone, holdWithOthers } from '#services/store/sqlite/hold-file.ts';
import { openStore } from '#services/store/open-store.ts';
import { inspectDatabase } from '#services/store/sqlite/inspect-database.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { keepSealed } from '#services/vault/sealed-vault.ts';
import { sealed001, sealedTables } from '#services/vault/sealed.store.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

const root = mkdtempSync(join(tmpdir(), 'eid-restoring-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const noted = 'what was noted before the backup\n';
let houses = 0;
interface Place { readonly dataDir: string; readonly file: string; readonly from: string; open(): Promise<Store>; restore(replace?: boolean): ReturnType<typeof restoreBackup> }

/** A store with one effect that waits and these switches, and a backup of it. */
async function aPlace(off: readonly Switch[] = []): Promise<Place> {
  const dataDir = join(root, `house-${houses++}`);
  const file = join(dataDir, 'eid.sqlite');
  const from = join(root, `backup-${houses}`);
  const keyring = openKeyring(join(dataDir, 'keys'));
  const open = () => openStore({
    url: `sqlite:${file}`, tables: [...sealedTables, ...auditTables, ...outboxTables, switches], migrations: [sealed001, audit001, ...outboxMigrations], sealer: sealerOf(keyring),
  });
  const store = await open();
  await store.transaction('gent', (tables) => enqueue(tables, [{
    id: 'waits', lane: 'effect:1', kind: 'effect', name: 'messaging.sendEmail', plugin: 'communication', dossier: null, actor: 'house', traceId: 'a-trace', at: 1, about: {}, payload: {},
  }], 1));
  // Somebody holds its lane.
  await claimLanes(store, { owner: 'before', municipalities: ['gent'], most: 1, leaseMs: 3_600_000 }, { real: 2_000, steady: 0 });
  mkdirSync(join(dataDir, 'audit-anchors'));
  writeFileSync(join(dataDir, 'audit-anchors/gent.log'), noted);
  for (const row of off) await store.transaction('gent', (tables) => tables.insert(switches, row));
  await makeBackup({ store: file, dataDir, to: from, now: 1_000 });
  await store.close();
  return { dataDir, file, from, open, restore: (replace = true) => restoreBackup({ from, store: file, dataDir, municipalities: ['gent', 'kortenberg'], replace, now: 5_000 }) };
}

test('a restored store is paused for every municipality, says so in its audit, and takes what waited for something that may have happened', async () => {
  const place = await aPlace();
  const { aside } = await place.restore();
  expect(aside).toEqual([`${place.file}.before-restore-1970-01-01T00-00-05-000Z`]);
  const store = await place.open();
  for (const municipality of ['gent', 'kortenberg']) {
    const reader = store.reader(municipality);
    expect(await reader.find(switches, {})).toEqual([{ port: '*restore', state: 'paused', why: 'restored', by: 'system:restore', since: 5_000 }]);
    expect(await reader.find(auditEntries, {})).toEqual([expect.objectContaining({ what: 'store.restored', why: 'backup of 1970-01-01T00:00:01.000Z' })]);
    const { head, problem } = await verifyAudit(reader);
    expect(problem).toBeNull();
    expect(readFileSync(join(place.dataDir, 'audit-anchors', `${municipality}.log`), 'utf8')).toBe(`${municipality === 'gent' ? noted : ''}1970-01-01T00:00:05.000Z 1 ${head} restored\n`);
  }
  expect(await store.reader('gent').first(items, { id: 'waits' })).toMatchObject({ begun: true, traceId: 'restored-a-trace' });
  await store.close();
});

test('who held a lane when the backup was made, and still thinks so, can end nothing in it', async () => {
  const place = await aPlace();
  await place.restore();
  const store = await place.open();
  expect(await store.reader('gent').find(lanes, {})).toEqual([expect.objectContaining({ owner: null, leasedUntil: 0, fence: 2 })]);
  await store.close();
});

test('the anchors of the audit are put back on a new machine, and those that stand there are kept', async () => {
  const place = await aPlace();
  const anchors = join(place.dataDir, 'audit-anchors/gent.log');
  writeFileSync(anchors, 'what was noted later\n');
  await place.restore();
  expect(readFileSync(anchors, 'utf8')).toMatch(/^what was noted later\n\S+ 1 \w+ restored\n$/);
  rmSync(join(place.dataDir, 'audit-anchors'), { recursive: true });
  rmSync(place.file);
  await place.restore();
  expect(readFileSync(anchors, 'utf8')).toMatch(/^what was noted before the backup\n\S+ 1 \w+ restored\n$/);
});

test('of a spoilt backup nothing takes the place of the store', async () => {
  const place = await aPlace();
  const part = join(place.from, 'store.sqlite');
  const spoilt = readFileSync(part);
  spoilt.writeUInt8((spoilt.readUInt8(spoilt.length - 1) ^ 1) & 0xff, spoilt.length - 1);
  writeFileSync(part, spoilt);
  const standing = readdirSync(place.dataDir);
  await expect(place.restore()).rejects.toThrow('was changed or damaged');
  expect(readdirSync(place.dataDir).toSorted()).toEqual(standing.toSorted());
});

test('while a restore has the store no backup of it is made', async () => {
  const place = await aPlace();
  const release = holdAlone(place.file);
  await expect(makeBackup({ store: place.file, dataDir: place.dataDir, to: `${place.from}-again`, now: 2_000 })).rejects.toThrow('is being restored');
  release();
  expect(readdirSync(root).filter((name) => name.includes('-again'))).toEqual([]);
});

test('a municipality that is left out of the configuration at the moment is paused and marked as well: it may be put back into it later', async () => {
  const place = await aPlace();
  await restoreBackup({ from: place.from, store: place.file, dataDir: place.dataDir, municipalities: ['kortenberg'], replace: true, now: 5_000 });
  const store = await place.open();
  expect(await store.reader('gent').find(switches, {})).toEqual([expect.objectContaining({ port: '*restore', state: 'paused' })]);
  expect(await store.reader('gent').first(items, { id: 'waits' })).toMatchObject({ begun: true });
  expect(readFileSync(join(place.dataDir, 'audit-anchors/gent.log'), 'utf8')).toMatch(/ restored\n$/);
  await store.close();
});

test('a kill switch that a person threw before the backup is still thrown after the restore', async () => {
  const place = await aPlace([{ port: '*', state: 'cut', why: 'leak', by: 'official:somebody', since: 7 }]);
  await place.restore();
  const store = await place.open();
  expect((await store.reader('gent').find(switches, {}, { by: [['port', 'asc']] })).map(({ port, state }) => [port, state])).toEqual([['*', 'cut'], ['*restore', 'paused']]);
  expect(await switchedOff(store.reader('gent'), 'messaging')).toMatchObject({ state: 'cut' });
  await store.close();
});

test('what a restore puts aside holds no fingerprints: nothing would destroy them there when the legal limit comes', async () => {
  const place = await aPlace();
  const store = await place.open();
  const envelope = { keyId: 'k', wrappedKey: 'w', iv: 'i', ciphertext: 'c'.repeat(9_000), tag: 't', boundTo: { dossier: 'd', purpose: 'fingerprints' as const } };
  await store.transaction('gent', (tables) => keepSealed(tables, { id: 'a-sealed-reference', envelope, keptAt: 1 }));
  await store.transaction('gent', (tables) => keepSealed(tables, { id: 'a-freed-reference', envelope, keptAt: 1 }));
  await store.close();
  // Destroyed in a time when nothing was overwritten.
  const db = new DatabaseSync(place.file);
  const freed = String(db.prepare("SELECT substr(envelope, 6000, 300) AS part FROM vault_sealed WHERE id = 'a-freed-reference'").get()?.['part']);
  db.exec("PRAGMA secure_delete = OFF; DELETE FROM vault_sealed WHERE id = 'a-freed-reference'");
  db.close();
  expect(readFileSync(place.file, 'latin1')).toContain(freed);
  const { aside } = await place.restore();
  expect(aside).toHaveLength(1);
  for (const reference of ['a-sealed-reference', freed]) expect(readFileSync(aside[0] ?? '', 'latin1')).not.toContain(reference);
  expect(inspectDatabase(aside[0] ?? '').rows).toMatchObject({ vault_sealed: 0, outbox_items: 1 });
});

test('a store that cannot be read is not put aside with its fingerprints: a person takes it away and destroys it in time', async () => {
  const place = await aPlace();
  writeFileSync(place.file, Buffer.alloc(8_192, 'damaged'));
  await expect(place.restore()).rejects.toThrow('destroy them within 88 days');
  expect(readdirSync(place.dataDir).filter((name) => name.includes('before-restore'))).toEqual([]);
  renameSync(place.file, join(root, `taken-away-${houses}`));
  await place.restore();
  await (await place.open()).close();
});

test('where the ends of the audit chains are noted elsewhere, a backup takes them from there and a restore notes there what it did', async () => {
  const place = await aPlace();
  const anchorsDir = join(place.dataDir, '..', `anchors-of-another-owner-${houses}`);
  mkdirSync(anchorsDir);
  writeFileSync(join(anchorsDir, 'gent.log'), 'as it was\n');
  const to = join(root, `backup-with-anchors-${houses}`);
  await makeBackup({ store: place.file, dataDir: place.dataDir, anchorsDir, to, now: 1_000 });
  expect(readFileSync(join(to, 'audit-anchors', 'gent.log'), 'utf8')).toBe('as it was\n');
  await restoreBackup({ from: to, store: place.file, dataDir: place.dataDir, anchorsDir, municipalities: ['gent'], replace: true, now: 5_000 });
  expect(readFileSync(join(anchorsDir, 'gent.log'), 'utf8')).toMatch(/^as it was\n\S+ 1 \S+ restored\n$/);
  expect(readFileSync(join(place.dataDir, 'audit-anchors/gent.log'), 'utf8')).not.toContain('restored');
});

test('nothing is restored over a store that is in use, nor over one that stands there without a word', async () => {
  const place = await aPlace();
  const store = await place.open();
  await expect(place.restore()).rejects.toThrow('is in use');
  await store.close();
  await expect(place.restore(false)).rejects.toThrow('--yes');
  expect(readdirSync(place.dataDir).filter((name) => name.includes('restor'))).toEqual([]);
});

test('a store that is reached by another name is in use under both, and is restored where it is', async () => {
  const place = await aPlace();
  const otherName = join(root, `link-${houses}.sqlite`);
  symlinkSync(place.file, otherName);
  const release = holdWithOthers(otherName);
  await expect(place.restore()).rejects.toThrow('is in use');
  release();
  const { aside } = await restoreBackup({ ...place, store: otherName, municipalities: ['gent'], replace: true, now: 5_000 });
  expect(aside).toEqual([`${place.file}.before-restore-1970-01-01T00-00-05-000Z`]);
  expect(lstatSync(otherName).isSymbolicLink()).toBe(true);
  const store = await place.open();
  expect(await store.reader('gent').count(switches, {})).toBe(1);
  await store.close();
});

test('a process that was killed holds the store no longer', async () => {
  const place = await aPlace();
  const script = `import { holdWithOthers } from '${join(import.meta.dirname, '../store/sqlite/hold-file.ts')}'; holdWithOthers('${place.file}'); console.log('holds'); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], { cwd: join(import.meta.dirname, '../..'), stdio: ['ignore', 'pipe', 'inherit'] });
  await once(other.stdout, 'data');
  await expect(place.restore()).rejects.toThrow('is in use');
  other.kill('SIGKILL');
  await once(other, 'exit');
  await place.restore();
});

test('a restore that was interrupted before its last step leaves a store that nobody opens, and is ended by running it again', async () => {
  const place = await aPlace();
  renameSync(place.file, `${place.file}.before`);
  writeFileSync(`${place.file}.restoring`, 'prepared');
  await expect(place.open()).rejects.toThrow('run the restore again');
  expect(existsSync(place.file)).toBe(false);
  await place.restore();
  await (await place.open()).close();
});

test('without the keys of the backup, or with those of another installation, nothing is restored', async () => {
  const [place, other] = [await aPlace(), await aPlace()];
  const keys = join(place.dataDir, 'keys');
  rmSync(keys, { recursive: true });
  await expect(place.restore()).rejects.toThrow('key version 1');
  expect(existsSync(keys)).toBe(false);
  mkdirSync(keys);
  writeFileSync(join(keys, 'master.json'), readFileSync(join(other.dataDir, 'keys/master.json')));
  await expect(place.restore()).rejects.toThrow('key version 1');
});

test('a backup asks for the newest key as well, also when nothing is under it yet', async () => {
  const place = await aPlace();
  openKeyring(join(place.dataDir, 'keys')).rotate();
  const { keys } = await makeBackup({ store: place.file, dataDir: place.dataDir, to: `${place.from}-rotated`, now: 2_000 });
  expect(keys.map(({ version }) => version)).toEqual([1, 2]);
});
