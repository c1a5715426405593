import { BaseError, ConnectionError, UniqueConstraintError } from 'sequelize';
import { failures, isFailure } from '#services/kernel/failure.ts';

export const storeFailures = failures('store', {
  'already-there': { status: 409, retry: 'never', title: 'A row with the same key is there already.' },
  'does-not-fit': { status: 422, retry: 'never', title: 'A text is longer than its place allows, or holds a character that cannot be kept.' },
  busy: { status: 503, retry: 'safe', title: 'The database is busy; nothing was changed.' },
  full: { status: 503, retry: 'safe', title: 'The disk of the database is full; nothing was changed.' },
  unavailable: { status: 503, retry: 'safe', title: 'The database cannot be reached; nothing was changed.' },
  unanswered: { status: 503, retry: 'ambiguous', title: 'The database did not say whether the change was kept.' },
});

/** PostgreSQL: serialization failure, deadlock, lock not available. SQL Server: deadlock victim, lock time-out, snapshot conflict, our own turn. */
const contention = new Set<unknown>(['SQLITE_BUSY', 'SQLITE_LOCKED', '40001', '40P01', '55P03', 1205, 1222, 3960, 51_000]);
const full = new Set<unknown>(['SQLITE_FULL', '53100', 1105, 9002]);
/** The server stops (57P0x), it ended a transaction that stood still (25P03), the connection broke (08xxx and the drivers' own words), the file is gone. */
const gone = new Set<unknown>(['25P03', '57P01', '57P02', '57P03', '08000', '08003', '08006', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ETIMEOUT', 'ESOCKET', 'ECLOSE', 'ECONNCLOSED', 'EINVALIDSTATE', 'SQLITE_CANTOPEN']);

/** SQL Server says so by number: the words are those of its language, which Sequelize takes to be English. */
const twice = new Set<unknown>([2601, 2627]);

/** What a statement or a beginning said, in our own words: nothing of it was committed. Any other error stays as it is. */
export function storeErrorOf(error: unknown): unknown {
  if (error instanceof UniqueConstraintError) return storeFailures['already-there']({ cause: error });
  if (!(error instanceof BaseError)) return error;
  const { code, message } = originalOf(error);
  if (twice.has(code)) return storeFailures['already-there']({ cause: error });
  if (contention.has(code)) return storeFailures.busy({ cause: error });
  if (full.has(code)) return storeFailures.full({ cause: error });
  // A login that is refused among them: a server that is starting refuses everybody.
  const lost = gone.has(code) || error instanceof ConnectionError || /Connection terminated|connection error and is not queryable/.test(message);
  return lost ? storeFailures.unavailable({ cause: error }) : error;
}

/** What a commit said: unless the database itself refused it, it may stand all the same. */
export function commitErrorOf(error: unknown): unknown {
  const failed = storeErrorOf(error);
  return isFailure(failed, 'store.busy') || isFailure(failed, 'store.full') ? failed : storeFailures.unanswered({ cause: error });
}

function originalOf(error: BaseError): { code: unknown; message: string } {
  const original = (error as { original?: { code?: unknown; number?: unknown; message?: string } }).original;
  return { code: original?.number ?? original?.code, message: original?.message ?? error.message };
}
