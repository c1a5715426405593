import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inspectDatabase, type Inspection } from '#services/store/sqlite/inspect-database.ts';
import { BackupError, readManifest, storeName, type Manifest } from './manifest.ts';
import { measureFile } from './sync-files.ts';

/**
 * Reads all of a backup: every byte as it was written, a whole database, what the manifest says.
 * @param store where its store is read: a copy that will be used is itself what is checked
 * @throws BackupError that says what is wrong
 */
export function checkBackup(folder: string, store = join(folder, storeName)): Manifest {
  const manifest = readManifest(folder);
  for (const { name, bytes, sha256 } of manifest.files) {
    const path = name === storeName ? store : join(folder, name);
    if (!existsSync(path)) throw new BackupError(`${name} is missing from ${folder}`);
    const found = measureFile(path);
    if (found.bytes !== bytes) throw new BackupError(`${name} has ${found.bytes} bytes instead of ${bytes}`);
    if (found.sha256 !== sha256) throw new BackupError(`${name} was changed or damaged after the backup was made`);
  }
  if (!manifest.files.some(({ name }) => name === storeName)) throw new BackupError(`${storeName} is not in the manifest`);
  const found = inspected(store);
  const different = Object.entries(manifest.rows).find(([table, rows]) => found.rows[table] !== rows)?.[0];
  if (different !== undefined) throw new BackupError(`table ${different} does not have the rows that the manifest names`);
  if (found.migrations.join() !== manifest.migrations.join()) throw new BackupError('the migrations are not those that the manifest names');
  const kept = manifest.excluded.find((table) => (found.rows[table] ?? 0) > 0);
  if (kept !== undefined) throw new BackupError(`table ${kept} belongs in no backup`);
  return manifest;
}

function inspected(path: string): Inspection {
  try {
    return inspectDatabase(path);
  } catch (error) {
    throw new BackupError(`${storeName} cannot be read as a database`, { cause: error });
  }
}
