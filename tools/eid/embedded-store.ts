import { join, resolve } from 'node:path';
import type { Settings } from '#config/environment.ts';

/** The file of the embedded store; nothing when a database server has it. */
export function embeddedFile({ databaseUrl, dataDir }: Settings): string | undefined {
  if (databaseUrl === undefined) return join(dataDir, 'eid.sqlite');
  const file = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  return file === undefined ? undefined : resolve(file);
}

/** @throws when a database server has it */
export function embeddedStore(settings: Settings): string {
  const file = embeddedFile(settings);
  if (file !== undefined) return file;
  throw new Error('DATABASE_URL names a database server: back it up and restore it with its own tools (pg_basebackup or pg_dump, BACKUP DATABASE). See docs/backup.md for what comes after a restore.');
}
