import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Documents of one kind in a sandbox's file, by id. Everything a sandbox knows lives here, so that it survives our crashes. */
export interface Documents<T> {
  get(id: string): T | undefined;
  put(id: string, document: T): void;
  remove(id: string): void;
  /** All, oldest first. */
  all(): readonly { readonly id: string; readonly document: T }[];
}

export interface SandboxFile {
  readonly db: DatabaseSync;
  documents<T>(kind: string): Documents<T>;
  /** One transaction; inside another one it simply joins in. */
  transaction<T>(body: () => T): T;
  isOpen(): boolean;
  close(): void;
}

const waitForOthersMs = 5_000;

/** The durable file of one sandbox: `<folder>/<port>.sqlite`. Several processes may use it at once. */
export function openSandboxFile(folder: string, port: string): SandboxFile {
  mkdirSync(folder, { recursive: true });
  const db = new DatabaseSync(join(folder, `${port}.sqlite`), { timeout: waitForOthersMs });
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;');
  db.exec(`
    CREATE TABLE IF NOT EXISTS documents (kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id));
    CREATE TABLE IF NOT EXISTS ledger (
      entry INTEGER PRIMARY KEY AUTOINCREMENT, operation TEXT NOT NULL, key TEXT, dossier TEXT, actor TEXT NOT NULL, at INTEGER NOT NULL,
      times INTEGER NOT NULL DEFAULT 1, input TEXT NOT NULL, output TEXT NOT NULL, asked TEXT NOT NULL DEFAULT '');
    CREATE UNIQUE INDEX IF NOT EXISTS ledger_key ON ledger (operation, key) WHERE key IS NOT NULL;
    CREATE TABLE IF NOT EXISTS faults (operation TEXT PRIMARY KEY, kind TEXT NOT NULL, remaining INTEGER, ms INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS outgoing (
      entry INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, message TEXT NOT NULL, payload TEXT NOT NULL, envelope TEXT, delivered INTEGER NOT NULL DEFAULT 0);
    CREATE INDEX IF NOT EXISTS outgoing_waiting ON outgoing (entry) WHERE delivered = 0;
  `);

  // A file from before the ledger kept it.
  if (!db.prepare('PRAGMA table_info(ledger)').all().some(({ name }) => name === 'asked')) db.exec("ALTER TABLE ledger ADD COLUMN asked TEXT NOT NULL DEFAULT ''");

  const documents = <T>(kind: string): Documents<T> => ({
    get: (id) => {
      const row = db.prepare('SELECT body FROM documents WHERE kind = ? AND id = ?').get(kind, id);
      return row && (JSON.parse(String(row['body'])) as T);
    },
    put: (id, document) => {
      db.prepare('INSERT INTO documents (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body').run(kind, id, JSON.stringify(document));
    },
    remove: (id) => { db.prepare('DELETE FROM documents WHERE kind = ? AND id = ?').run(kind, id); },
    all: () => db.prepare('SELECT id, body FROM documents WHERE kind = ? ORDER BY rowid').all(kind)
      .map((row) => ({ id: String(row['id']), document: JSON.parse(String(row['body'])) as T })),
  });

  const transaction = <T>(body: () => T): T => {
    if (db.isTransaction) return body();
    db.exec('BEGIN IMMEDIATE');
    try {
      const result = body();
      db.exec('COMMIT');
      return result;
    } catch (error) {
      // After some errors (a full disk) SQLite has rolled back by itself.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };

  return { db, documents, transaction, isOpen: () => db.isOpen, close: () => db.close() };
}
