import { DatabaseSync } from 'node:sqlite';
import { quoted } from './copy-database.ts';

export interface Inspection {
  /** In the order of their names. */
  readonly migrations: readonly string[];
  readonly rows: Readonly<Record<string, number>>;
  /** Versions of the master keys without which some value in it cannot be opened or found. */
  readonly keyVersions: readonly number[];
}

/** What a database file that nobody writes holds. @throws when SQLite finds it damaged */
export function inspectDatabase(file: string): Inspection {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const verdict = db.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (verdict !== 'ok') throw new Error('SQLite finds it damaged');
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").all().map((row) => String(row['name']));
    const rows = Object.fromEntries(tables.map((table) => [table, Number(db.prepare(`SELECT count(*) AS n FROM ${quoted(table)}`).get()?.['n'])]));
    const migrations = tables.includes('store_migrations') ? db.prepare('SELECT name FROM store_migrations ORDER BY name').all().map((row) => String(row['name'])) : [];
    return { migrations, rows, keyVersions: [...new Set(tables.flatMap((table) => keyVersionsIn(db, table)))].toSorted((a, b) => a - b) };
  } finally {
    db.close();
  }
}

/** As sealed values (`v1.<iv>.<ciphertext>.<tag>`) and blind indexes (`v1:<hmac>`) begin. */
const forms = [
  { mark: '.', glob: `v[1-9]*.${'?'.repeat(16)}.*.${'?'.repeat(22)}` },
  { mark: ':', glob: `v[1-9]*:${'?'.repeat(43)}` },
];

function keyVersionsIn(db: DatabaseSync, table: string): number[] {
  const columns = db.prepare(`PRAGMA table_info(${quoted(table)})`).all().map((row) => quoted(String(row['name'])));
  return columns.flatMap((column) => forms.flatMap(({ mark, glob }) => {
    const found = db.prepare(`SELECT DISTINCT substr(${column}, 2, instr(${column}, ?) - 2) AS version FROM ${quoted(table)} WHERE ${column} GLOB ?`).all(mark, glob);
    return found.map((row) => String(row['version'])).filter((version) => /^[1-9]\d{0,8}$/.test(version)).map(Number);
  }));
}
