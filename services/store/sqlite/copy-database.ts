import { setImmediate as breathe } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

export interface CopyProgress { readonly table: string; readonly rows: number; readonly of: number }
export interface CopyOptions {
  readonly from: string;
  readonly to: string;
  /** Tables whose rows stay behind: not one byte of them is written. */
  readonly empty: readonly string[];
  readonly onProgress?: (progress: CopyProgress) => void;
}

const rowsAtOnce = 2_000;

/**
 * Copies a database as it stands at one moment, while others write to it: one read transaction, which in WAL mode holds up nobody. Row by row into a
 * new file, so that what stays behind never touches the copy's disk; SQLite's own backup and `VACUUM INTO` copy everything first.
 */
export async function copyDatabase({ from, to, empty, onProgress }: CopyOptions): Promise<void> {
  const db = new DatabaseSync(to);
  try {
    // Nobody reads the copy before it is whole and synced: it needs no journal.
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;');
    db.prepare('ATTACH DATABASE ? AS source').run(`${pathToFileURL(from).href}?mode=ro`);
    db.exec('BEGIN');
    const schema = db.prepare("SELECT type, name, sql FROM source.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'").all()
      .map((row) => ({ type: String(row['type']), name: String(row['name']), sql: String(row['sql']) }));
    const tables = schema.filter(({ type }) => type === 'table');
    for (const { sql } of tables) db.exec(sql);
    for (const { name } of tables) if (!empty.includes(name)) await copyRows(db, name, onProgress);
    for (const { sql } of schema.filter(({ type }) => type !== 'table')) db.exec(sql);
    db.exec('COMMIT');
  } finally {
    db.close();
  }
}

async function copyRows(db: DatabaseSync, table: string, onProgress: CopyOptions['onProgress']): Promise<void> {
  const name = quoted(table);
  const of = Number(db.prepare(`SELECT count(*) AS n FROM source.${name}`).get()?.['n']);
  const boundary = db.prepare(`SELECT max(id) AS last FROM (SELECT rowid AS id FROM source.${name} WHERE rowid > ? ORDER BY rowid LIMIT ${rowsAtOnce})`);
  const copy = db.prepare(`INSERT INTO main.${name} SELECT * FROM source.${name} WHERE rowid > ? AND rowid <= ?`);
  let rows = 0;
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const last = boundary.get(after)?.['last'];
    if (typeof last !== 'number') return;
    rows += Number(copy.run(after, last).changes);
    after = last;
    onProgress?.({ table, rows, of });
    await breathe();
  }
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
