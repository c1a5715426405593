import { randomUUID } from 'node:crypto';
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { appendAudit } from '#services/audit/append-audit.ts';
import { audit001, auditHeads, auditTables } from '#services/audit/audit.store.ts';
import { markRestored } from '#services/outbox/mark-restored.ts';
import { outboxMigrations } from '#services/outbox/outbox-migrations.ts';
import { lanes, outboxTables } from '#services/outbox/outbox.store.ts';
import { restorePort, switches } from '#services/outbox/switches.store.ts';
import { openStore } from '#services/store/open-store.ts';
import { holdAlone, realFile, restoringEnding } from '#services/store/sqlite/hold-file.ts';
import { keyFingerprints } from '#services/vault/key-fingerprints.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { checkBackup } from './check-backup.ts';
import { anchorsName, BackupError, storeName, type Manifest } from './manifest.ts';
import { measureFile, syncPath } from './sync-files.ts';

export interface RestoreOptions {
  readonly from: string;
  readonly store: string;
  readonly dataDir: string;
  /** Every municipality of this installation. */
  readonly municipalities: readonly string[];
  /** What stands there may be put aside. */
  readonly replace: boolean;
  readonly now: number;
}
export interface Restored { readonly manifest: Manifest; /** Where the files that stood there are now. */ readonly aside: readonly string[] }

/**
 * Puts a backup in the place of the store. It starts paused: what it does not know of has gone out may not go out again.
 * The prepared copy takes the database's name in one step, and until then nobody opens that name (see `holdWithOthers`).
 * @throws BackupError, FileHeld
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { from, dataDir, replace, now } = options;
  const manifest = checkBackup(from);
  demandKeys(manifest, join(dataDir, 'keys'));
  mkdirSync(dirname(options.store), { recursive: true, mode: 0o700 });
  const store = realFile(options.store);
  const release = holdAlone(store);
  const part = `${store}.restore-${randomUUID()}`;
  try {
    if (existsSync(store) && !replace) throw new BackupError(`${store} exists: with --yes it is put aside, never deleted`);
    copyFileSync(join(from, storeName), part);
    if (measureFile(part).sha256 !== manifest.files.find(({ name }) => name === storeName)?.sha256) throw new BackupError(`${storeName} was not copied as it is`);
    const lines = await prepare(part, options, manifest);
    const ready = `${store}${restoringEnding}`;
    for (const ending of ['', '-wal', '-shm']) rmSync(`${ready}${ending}`, { force: true });
    syncPath(part);
    renameSync(part, ready);
    syncPath(dirname(store));
    const aside = putAside(store, now);
    keepAnchors(join(from, anchorsName), join(dataDir, anchorsName), lines);
    renameSync(ready, store);
    syncPath(dirname(store));
    return { manifest, aside };
  } finally {
    for (const ending of ['', '-wal', '-shm', '.lock']) rmSync(`${part}${ending}`, { force: true });
    release();
  }
}

function demandKeys(manifest: Manifest, folder: string): void {
  const known = keyFingerprints(folder);
  const missing = manifest.keys.filter(({ version, fingerprint }) => !known.some((key) => key.version === version && key.fingerprint === fingerprint)).map(({ version }) => version);
  if (missing.length > 0) throw new BackupError(`${folder} does not hold the key version ${missing.join(', ')} of this backup: put the keys back first (master.json as it was kept apart)`);
}

/** Written into the copy before it can be opened by anybody: the pause, the marks, the entry in each audit chain. Gives each chain's new end, for its anchors. */
async function prepare(file: string, { municipalities, dataDir, now }: RestoreOptions, manifest: Manifest): Promise<ReadonlyMap<string, string>> {
  const copy = await openStore({
    url: `sqlite:${file}`, tables: [...outboxTables, switches, ...auditTables], migrations: [...outboxMigrations, audit001], sealer: sealerOf(openKeyring(join(dataDir, 'keys'))),
  });
  const ends = new Map<string, string>();
  try {
    for (const municipality of municipalities) {
      await copy.transaction(municipality, async (tables) => {
        await tables.remove(switches, { port: restorePort });
        await tables.insert(switches, { port: restorePort, state: 'paused', why: 'restored', by: 'system:restore', since: now });
        await markRestored(tables);
        // Who held a lane when the backup was made holds it no more.
        for (const { lane, fence } of await tables.find(lanes, {})) await tables.update(lanes, { lane }, { fence: fence + 1, owner: null, leasedUntil: 0 });
        const why = `backup of ${new Date(manifest.madeAt).toISOString()}`;
        await appendAudit(tables, [{ what: 'store.restored', why, result: 'done' }], { actor: 'system:restore', traceId: 'restore', at: now, recordedAt: now });
        const head = await tables.first(auditHeads, { name: 'head' });
        if (head) ends.set(municipality, `${new Date(now).toISOString()} ${head.sequence} ${head.hash} restored\n`);
      });
    }
  } finally {
    await copy.close();
  }
  return ends;
}

function putAside(store: string, now: number): string[] {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const standing = ['', '-wal', '-shm'].filter((ending) => existsSync(`${store}${ending}`));
  return standing.map((ending) => {
    const aside = join(dirname(store), `${basename(store)}.before-restore-${stamp}${ending}`);
    if (existsSync(aside)) throw new BackupError(`${aside} exists already`);
    renameSync(`${store}${ending}`, aside);
    return aside;
  });
}

/** Anchors that stand there are newer than the backup's: they stay, as proof of the entries that the restore lost. */
function keepAnchors(from: string, to: string, ends: ReadonlyMap<string, string>): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of existsSync(from) ? readdirSync(from) : []) if (!existsSync(join(to, name))) copyFileSync(join(from, name), join(to, name));
  for (const [municipality, line] of ends) appendFileSync(join(to, `${municipality}.log`), line, { mode: 0o600, flush: true });
}
