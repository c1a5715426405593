import { DatabaseSync, type StatementSync } from 'node:sqlite';

type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>;

/** One open handle on a file, with its prepared statements. */
export interface SqliteHandle {
  run(sql: string, parameters: Parameters): { lastID: number; changes: number };
  all(sql: string, parameters: Parameters): unknown[];
  inTransaction(): boolean;
  /** Keeps it for the next transaction, or closes it. */
  giveBack(reusable: boolean): void;
}

const statementsKept = 300;
const idleKept = 4;
/** Sequelize opens a connection for each transaction; handles are taken over, prepared statements and all. */
const idle = new Map<string, SqliteHandle[]>();

export function openHandle(filename: string): SqliteHandle {
  return idle.get(filename)?.pop() ?? makeHandle(filename);
}

/** Closes the handles that nobody uses. */
export function closeIdleHandles(filename: string): void {
  const handles = idle.get(filename) ?? [];
  idle.delete(filename);
  for (const handle of handles) handle.giveBack(false);
}

function makeHandle(filename: string): SqliteHandle {
  const db = new DatabaseSync(filename, { timeout: 5_000, enableForeignKeyConstraints: true });
  // FULL: a commit that was answered survives a power cut. From then on a busy file is waited for off the event loop.
  // What is removed is overwritten: a fingerprint or a person that was destroyed must not be read from the file.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA busy_timeout = 0;');
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    const statement = known ?? db.prepare(sql);
    statement.setAllowUnknownNamedParameters(true);
    statements.delete(sql);
    statements.set(sql, statement);
    const oldest = statements.size > statementsKept ? statements.keys().next().value : undefined;
    if (oldest !== undefined) statements.delete(oldest);
    return statement;
  };
  const handle: SqliteHandle = {
    run: (sql, parameters) => {
      const { lastInsertRowid, changes } = apply(parameters, (positional, named) => (named ? prepare(sql).run(named, ...positional) : prepare(sql).run(...positional)));
      return { lastID: Number(lastInsertRowid), changes: Number(changes) };
    },
    all: (sql, parameters) => apply(parameters, (positional, named) => (named ? prepare(sql).all(named, ...positional) : prepare(sql).all(...positional))).map((row) => ({ ...row })),
    inTransaction: () => db.isTransaction,
    giveBack: (reusable) => {
      if (db.isTransaction) db.exec('ROLLBACK');
      const others = idle.get(filename) ?? [];
      if (!reusable || others.length >= idleKept) return db.close();
      idle.set(filename, [...others, handle]);
      return undefined;
    },
  };
  return handle;
}

type Bound = null | number | bigint | string | Uint8Array;

function apply<R>(parameters: Parameters, execute: (positional: Bound[], named?: Record<string, Bound>) => R): R {
  if (Array.isArray(parameters)) return execute(parameters.map(bindable));
  return execute([], Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, bindable(value)])));
}

function bindable(value: unknown): Bound {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string' || value instanceof Uint8Array) return value;
  throw new Error(`a value of type ${typeof value} cannot be stored`);
}
