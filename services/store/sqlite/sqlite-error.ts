/** SQLite's primary result codes that somebody tells apart (https://www.sqlite.org/rescode.html). */
const names: Readonly<Record<number, string>> = { 5: 'SQLITE_BUSY', 6: 'SQLITE_LOCKED', 8: 'SQLITE_READONLY', 13: 'SQLITE_FULL', 14: 'SQLITE_CANTOPEN', 19: 'SQLITE_CONSTRAINT' };

export interface SqliteError extends Error { code?: string; errno?: number }

/** An error of node:sqlite in the form that Sequelize knows from the `sqlite3` package. */
export function sqliteErrorOf(error: unknown): SqliteError {
  const failed: SqliteError & { errcode?: number } = error instanceof Error ? error : new Error(String(error));
  if (failed.errcode === undefined) return failed;
  const errno = failed.errcode & 0xff;
  const code = names[errno] ?? 'SQLITE_ERROR';
  return Object.assign(new Error(`${code}: ${failed.message}`, { cause: failed }), { errno, code });
}
