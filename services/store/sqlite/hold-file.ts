import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** A prepared copy that is about to take the database's place has this ending: while one stands there, nobody opens the database. */
export const restoringEnding = '.restoring';

/** Where a database file really is. Two names of one file (a link) are one file, and SQLite keeps its journal beside the real one. */
export function realFile(file: string): string {
  return existsSync(file) ? realpathSync(file) : join(realpathSync(dirname(file)), basename(file));
}

export class FileHeld extends Error {
  override readonly name = 'FileHeld';
}

/**
 * Says to others that this database file is in use, until the answer is called or the process ends in whatever way: the system drops the lock with the
 * process. Kept in a file beside it, so that it also holds while the database itself is replaced.
 * @throws FileHeld when a restore has the file
 */
export function holdWithOthers(file: string): () => void {
  const release = hold(file, 'BEGIN; SELECT count(*) FROM sqlite_master;', `${file} is being restored by another process`);
  if (!existsSync(`${realFile(file)}${restoringEnding}`)) return release;
  release();
  throw new FileHeld(`a restore of ${file} was interrupted: run the restore again, it ends what was begun`);
}

/** The same for one process alone. @throws FileHeld while any process uses the file */
export function holdAlone(file: string): () => void {
  return hold(file, 'BEGIN EXCLUSIVE;', `${file} is in use: stop the middleware (and every command on this data) first`);
}

function hold(file: string, take: string, otherwise: string): () => void {
  const lock = new DatabaseSync(`${realFile(file)}.lock`, { timeout: 0 });
  try {
    lock.exec(take);
  } catch (error) {
    lock.close();
    throw new FileHeld(otherwise, { cause: error });
  }
  return () => { lock.close(); };
}
