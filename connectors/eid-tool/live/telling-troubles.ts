import { SqlTrouble } from '#connectors/sql-kit/sql-trouble.ts';
import { eidToolFailures, type EidToolFailure } from '../eid-tool.port.ts';

/** What a trouble of the database is in the words of the port; its sentence goes to an administrator, by the cause. */
export async function tellingTroubles<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw error instanceof SqlTrouble ? eidToolFailures[failureOf(error)]({ cause: error }) : error;
  }
}

const byKind = { unavailable: 'unavailable', misconfigured: 'misconfigured', refused: 'refused', twice: 'refused' } as const satisfies Record<SqlTrouble['kind'], EidToolFailure>;

/** Only a statement that changes something may have acted; a question is asked again. */
function failureOf({ kind, what, mayHaveActed }: SqlTrouble): EidToolFailure {
  if (mayHaveActed) return 'no-answer';
  return kind === 'misconfigured' && what === 'credentials' ? 'credentials-refused' : byKind[kind];
}
