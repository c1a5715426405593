import { openHandle, type SqliteHandle } from './handle-pool.ts';
import { sqliteErrorOf } from './sqlite-error.ts';

type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>;
/** `this` of Sequelize's callbacks. */
interface StatementResult { lastID: number; changes: number }
type Callback = (this: StatementResult, error: Error | null, rows?: unknown[]) => void;

/** Between two looks at a file that another process holds; spread, so that no two look in step. */
const busyPauseMs = () => 1 + Math.random() * 4;

/** The part of the `sqlite3` package that Sequelize 6 uses, on Node's own SQLite: no native build, and one sync to disk per commit. */
class Database {
  /** Set by Sequelize on connections of a transaction. */
  uuid: string | undefined;
  readonly filename: string;
  /** Another process may hold the file for a moment: looked at again and again off the event loop, for so long at the most. */
  protected readonly busyLimitMs: number = 10_000;
  #handle: SqliteHandle | undefined;

  constructor(filename: string, _mode: number, callback: (error: Error | null) => void) {
    this.filename = filename;
    let failed: Error | null = null;
    try {
      this.#handle = openHandle(filename);
    } catch (error) {
      failed = sqliteErrorOf(error);
    }
    queueMicrotask(() => callback(failed));
  }

  /** Sequelize makes an error before each statement, for its stack alone, and reads it after: with no stack to render that costs nothing. */
  serialize(body?: () => void): void {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      body?.();
    } finally {
      Error.stackTraceLimit = limit;
    }
  }

  run(sql: string, given?: Parameters | Callback, callback?: Callback): this {
    this.#execute('run', sql, given, callback);
    return this;
  }

  all(sql: string, given?: Parameters | Callback, callback?: Callback): this {
    this.#execute('all', sql, given, callback);
    return this;
  }

  close(callback?: (error: Error | null) => void): void {
    const handle = this.#handle;
    this.#handle = undefined;
    if (handle) handle.giveBack(this.uuid !== undefined);
    queueMicrotask(() => callback?.(null));
  }

  #execute(method: 'run' | 'all', sql: string, given: Parameters | Callback | undefined, last: Callback | undefined, began = performance.now()): void {
    const [parameters, callback] = typeof given === 'function' ? [[], given] : [given ?? [], last];
    const result: StatementResult = { lastID: 0, changes: 0 };
    const answer = (error: Error | null, rows?: unknown[]) => queueMicrotask(() => callback?.call(result, error, rows));
    const handle = this.#handle;
    if (!handle) return answer(new Error('the connection is closed'));
    // Before each SELECT Sequelize asks for the types of the columns, to convert values by them. Rows are read raw here: nothing needs them.
    if (sql.startsWith('PRAGMA table_info')) return answer(null, []);
    // After some errors SQLite has undone the transaction itself, and one that could not begin has nothing to undo.
    if (sql === 'ROLLBACK;' && !handle.inTransaction()) return answer(null);
    try {
      if (method === 'all') return answer(null, handle.all(sql, parameters));
      Object.assign(result, handle.run(sql, parameters));
      return answer(null);
    } catch (error) {
      const failed = sqliteErrorOf(error);
      // Inside a transaction nothing can be busy: it was begun IMMEDIATE.
      if (failed.code === 'SQLITE_BUSY' && !handle.inTransaction() && performance.now() - began < this.busyLimitMs) {
        setTimeout(() => this.#execute(method, sql, parameters, callback, began), busyPauseMs());
        return undefined;
      }
      return answer(failed);
    }
  }
}

const modes = { OPEN_READONLY: 1, OPEN_READWRITE: 2, OPEN_CREATE: 4 };

export function sqliteDialectModule(busyLimitMs: number): object {
  return { ...modes, Database: class extends Database { protected override readonly busyLimitMs = busyLimitMs; } };
}
