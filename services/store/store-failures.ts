import { BaseError, UniqueConstraintError } from 'sequelize';
import { failures } from '#services/kernel/failure.ts';

export const storeFailures = failures('store', {
  'already-there': { status: 409, retry: 'never', title: 'A row with the same key is there already.' },
  busy: { status: 503, retry: 'safe', title: 'The database is busy; nothing was changed.' },
  full: { status: 503, retry: 'safe', title: 'The disk of the database is full; nothing was changed.' },
  unavailable: { status: 503, retry: 'safe', title: 'The database cannot be reached; nothing was changed.' },
});

/** PostgreSQL: serialization failure, deadlock, lock not available. SQL Server: deadlock victim, lock time-out, snapshot conflict. */
const contention = new Set<unknown>(['SQLITE_BUSY', 'SQLITE_LOCKED', '40001', '40P01', '55P03', 1205, 1222, 3960]);
const full = new Set<unknown>(['SQLITE_FULL', '53100', 1105, 9002]);

/** A database's error in our own words; any other error stays as it is. */
export function storeErrorOf(error: unknown): unknown {
  if (error instanceof UniqueConstraintError) return storeFailures['already-there']({ cause: error });
  if (!(error instanceof BaseError)) return error;
  const code = codeOf(error);
  if (contention.has(code)) return storeFailures.busy({ cause: error });
  if (full.has(code)) return storeFailures.full({ cause: error });
  return /Connection/.test(error.name) ? storeFailures.unavailable({ cause: error }) : error;
}

function codeOf(error: BaseError): unknown {
  const original = (error as { original?: { code?: unknown; number?: unknown } }).original;
  return original?.number ?? original?.code;
}
