import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { copyDatabase, type CopyProgress } from '#services/store/sqlite/copy-database.ts';
import { holdWithOthers } from '#services/store/sqlite/hold-file.ts';
import { inspectDatabase } from '#services/store/sqlite/inspect-database.ts';
import { keyFingerprints } from '#services/vault/key-fingerprints.ts';
import { anchorsName, BackupError, excluded, storeName, writeManifest, type Manifest } from './manifest.ts';
import { measureFile, syncPath } from './sync-files.ts';

export interface BackupOptions {
  readonly store: string;
  readonly dataDir: string;
  /** Where the ends of the audit chains are noted; in the data folder when left out. */
  readonly anchorsDir?: string;
  /** A folder that does not exist yet, in one that does: what is not there may be a disk that is not mounted. */
  readonly to: string;
  readonly now: number;
  readonly onProgress?: (progress: CopyProgress) => void;
}

/**
 * A copy of the embedded store as it stands at one moment, while the middleware works. It has its name only when all of it is on disk.
 * @throws BackupError when there is something already, or nothing to copy
 */
export async function makeBackup({ store, dataDir, anchorsDir = join(dataDir, anchorsName), to, now, onProgress }: BackupOptions): Promise<Manifest> {
  if (existsSync(to)) throw new BackupError(`${to} exists already: a backup overwrites nothing`);
  if (!existsSync(store)) throw new BackupError(`there is no store at ${store}`);
  if (!existsSync(dirname(to))) throw new BackupError(`there is no folder ${dirname(to)} to put it in: is its disk mounted?`);
  const part = `${to}.part-${randomUUID()}`;
  const release = holdWithOthers(store);
  try {
    mkdirSync(join(part, anchorsName), { recursive: true, mode: 0o700 });
    await copyDatabase({ from: store, to: join(part, storeName), empty: excluded, ...(onProgress && { onProgress }) });
    const names = [storeName, ...copyAnchors(anchorsDir, join(part, anchorsName))];
    const { migrations, rows, keyVersions } = inspectDatabase(join(part, storeName));
    const files = names.map((name) => {
      chmodSync(join(part, name), 0o600);
      syncPath(join(part, name));
      return { name, ...measureFile(join(part, name)) };
    });
    const manifest: Manifest = { format: 1, madeAt: now, files, migrations: [...migrations], rows, excluded: [...excluded], keys: keysOf(join(dataDir, 'keys'), keyVersions) };
    writeManifest(part, manifest);
    for (const folder of [join(part, anchorsName), part]) syncPath(folder);
    renameSync(part, to);
    syncPath(dirname(to));
    return manifest;
  } catch (error) {
    rmSync(part, { recursive: true, force: true });
    throw error;
  } finally {
    release();
  }
}

function copyAnchors(from: string, to: string): string[] {
  if (!existsSync(from)) return [];
  const logs = readdirSync(from).filter((name) => /^[a-z0-9-]+\.log$/.test(name)).toSorted();
  for (const name of logs) copyFileSync(join(from, name), join(to, name));
  return logs.map((name) => `${anchorsName}/${name}`);
}

/** A backup that nobody could open is no backup: better said now. The newest key always belongs to it: its mark stands in the store. */
function keysOf(folder: string, versions: readonly number[]): Manifest['keys'] {
  const known = keyFingerprints(folder);
  const newest = known.map(({ version }) => version).toSorted((a, b) => b - a).slice(0, 1);
  return [...new Set([...versions, ...newest])].toSorted((a, b) => a - b).map((version) => {
    const key = known.find((candidate) => candidate.version === version);
    if (!key) throw new BackupError(`the store holds values under key version ${version}, which is not in ${folder}`);
    return key;
  });
}
