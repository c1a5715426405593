import { isFailure, type Failure } from '#services/kernel/failure.ts';
import { disabilityRegisterFailures } from '../disability-register.port.ts';
import { SqlTrouble } from './sql-source.ts';

/** What the caller hears of a database in trouble: its kind; the sentence goes to an administrator, by the cause. */
export function failureOf(error: unknown): unknown {
  if (!(error instanceof SqlTrouble) || isFailure(error)) return error;
  return disabilityRegisterFailures[error.kind]({ cause: error }) satisfies Failure;
}
