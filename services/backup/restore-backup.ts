import { randomUUID } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { audit001, auditTables } from '#services/audit/audit.store.ts';
import { outboxMigrations } from '#services/outbox/outbox-migrations.ts';
import { outboxTables } from '#services/outbox/outbox.store.ts';
import { switches } from '#services/outbox/switches.store.ts';
import { openStore } from '#services/store/open-store.ts';
import { emptyTables } from '#services/store/sqlite/empty-tables.ts';
import { holdAlone, realFile, restoringEnding } from '#services/store/sqlite/hold-file.ts';
import { keyFingerprints } from '#services/vault/key-fingerprints.ts';
import { openKeyring } from '#services/vault/keyring.ts';
import { sealerOf } from '#services/vault/seal-value.ts';
import { checkBackup } from './check-backup.ts';
import { anchorsName, BackupError, excluded, readManifest, storeName, type Manifest } from './manifest.ts';
import { markStore, noteEnds, type ChainEnds } from './mark-store.ts';
import { syncPath } from './sync-files.ts';

export interface RestoreOptions {
  readonly from: string;
  readonly store: string;
  readonly dataDir: string;
  /** Where the ends of the audit chains are noted; in the data folder when left out. */
  readonly anchorsDir?: string;
  /** Every municipality of this installation. */
  readonly municipalities: readonly string[];
  /** What stands there may be put aside. */
  readonly replace: boolean;
  readonly now: number;
  /** Who does it, for the audit. */
  readonly by?: string;
}
export interface Restored { readonly manifest: Manifest; /** Where the files that stood there are now. */ readonly aside: readonly string[] }

/**
 * Puts a backup in the place of the store. It starts paused: what it does not know of has gone out may not go out again.
 * The prepared copy takes the database's name in one step, and until then nobody opens that name (see `holdWithOthers`).
 * @throws BackupError, FileHeld
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { from, dataDir, replace, now } = options;
  const manifest = readManifest(from);
  demandKeys(manifest, join(dataDir, 'keys'));
  mkdirSync(dirname(options.store), { recursive: true, mode: 0o700 });
  const store = realFile(options.store);
  const release = holdAlone(store);
  const part = `${store}.restore-${randomUUID()}`;
  try {
    if (existsSync(store) && !replace) throw new BackupError(`${store} exists: with --yes it is put aside, never deleted`);
    copyFileSync(join(from, storeName), part);
    checkBackup(from, part);
    const lines = await prepare(part, options, manifest);
    const ready = `${store}${restoringEnding}`;
    for (const ending of ['', '-wal', '-shm']) rmSync(`${ready}${ending}`, { force: true });
    syncPath(part);
    renameSync(part, ready);
    syncPath(dirname(store));
    const aside = putAside(store, now);
    keepAnchors(join(from, anchorsName), options.anchorsDir ?? join(dataDir, anchorsName), lines);
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

/** Written into the copy before it can be opened by anybody. */
async function prepare(file: string, { municipalities, dataDir, now, by }: RestoreOptions, manifest: Manifest): Promise<ChainEnds> {
  const copy = await openStore({
    url: `sqlite:${file}`, tables: [...outboxTables, switches, ...auditTables], migrations: [...outboxMigrations, audit001], sealer: sealerOf(openKeyring(join(dataDir, 'keys'))),
  });
  try {
    return await markStore(copy, { municipalities, now, why: `backup of ${new Date(manifest.madeAt).toISOString()}`, ...(by !== undefined && { by }) });
  } finally {
    await copy.close();
  }
}

/**
 * Without the fingerprints: no job destroys them there when the legal limit comes (R3). They go while the store still has its name and nobody opens it, so
 * that a restore which dies here does it again.
 */
function putAside(store: string, now: number): string[] {
  if (existsSync(store)) emptyOfBiometrics(store);
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  const standing = ['', '-wal', '-shm'].filter((ending) => existsSync(`${store}${ending}`));
  return standing.map((ending) => {
    const aside = join(dirname(store), `${basename(store)}.before-restore-${stamp}${ending}`);
    if (existsSync(aside)) throw new BackupError(`${aside} exists already`);
    renameSync(`${store}${ending}`, aside);
    return aside;
  });
}

function emptyOfBiometrics(store: string): void {
  try {
    emptyTables(store, excluded);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new BackupError(
      `the fingerprints in ${store} cannot be destroyed (${reason}): mend that, or take the file away yourself with its -wal and -shm and destroy them within 88 days; then run the restore again`, { cause: error },
    );
  }
}

/** Anchors that stand there are newer than the backup's: they stay, as proof of the entries that the restore lost. */
function keepAnchors(from: string, to: string, ends: ChainEnds): void {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of existsSync(from) ? readdirSync(from) : []) if (!existsSync(join(to, name))) copyFileSync(join(from, name), join(to, name));
  noteEnds(to, ends);
}
