import { DatabaseSync } from 'node:sqlite';
import { quoted } from './copy-database.ts';

/** Takes all rows of these tables out of a database that nobody else uses, and out of its free pages and its log too. @throws when SQLite finds it damaged */
export function emptyTables(file: string, tables: readonly string[]): void {
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA secure_delete = ON');
    const standing = new Set(db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all().map((row) => String(row['name'])));
    for (const table of tables.filter((name) => standing.has(name))) db.exec(`DELETE FROM ${quoted(table)}`);
    // What was removed before it was overwritten may stand in pages that nobody uses.
    db.exec('VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  } finally {
    db.close();
  }
}
