/** SQLite's primary result codes that somebody tells apart (https://www.sqlite.org/rescode.html). */
const names: Readonly<Record<number, string>> = { 5: 'SQLITE_BUSY', 6: 'SQLITE_LOCKED', 8: 'SQLITE_READONLY', 13: 'SQLITE_FULL', 14: 'SQLITE_CANTOPEN', 19: 'SQLITE_CONSTRAINT' };

/** SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY. */
const sameKey = new Set([2067, 1555]);

export interface SqliteError extends Error { readonly code?: string; readonly errno?: number }

/** An error of node:sqlite in the form that Sequelize knows from the `sqlite3` package. */
export function sqliteErrorOf(error: unknown): SqliteError {
  if (typeof error !== 'object' || error === null || !('message' in error)) return new Error(String(error));
  const message = String(error.message);
  if (!('errcode' in error) || typeof error.errcode !== 'number') return new Error(message, { cause: error });
  const errno = error.errcode & 0xff;
  // Sequelize takes every SQLITE_CONSTRAINT for a second row with the same key. That is only what these two are.
  const code = errno === 19 && !sameKey.has(error.errcode) ? 'SQLITE_CONSTRAINT_OTHER' : names[errno] ?? 'SQLITE_ERROR';
  return Object.assign(new Error(`${code}: ${message}`, { cause: error }), { errno, code });
}
