import { SqlTrouble } from '#connectors/sql-kit/sql-trouble.ts';
import type { Finding } from '#services/kernel/connector.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { disabilityRegisterFailures } from '../disability-register.port.ts';

/** Why MAGDA did not give what was asked; a database says it with a SqlTrouble. It holds nothing of what a server or driver said: that may be personal (`Conversion failed … '85073003328'`). */
export class RegisterTrouble extends Error {
  override readonly name = 'RegisterTrouble';
  readonly kind: 'unavailable' | 'misconfigured' | 'unreadable' | 'refused';
  readonly what: Finding['what'];
  constructor(kind: RegisterTrouble['kind'], what: Finding['what'], says: string) {
    super(says);
    this.kind = kind;
    this.what = what;
  }
}

/** The caller hears the kind of a trouble; its sentence goes to an administrator, by the cause. */
export async function tellingKind<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof SqlTrouble) throw disabilityRegisterFailures[error.kind === 'twice' ? 'refused' : error.kind]({ cause: error });
    if (error instanceof RegisterTrouble) throw disabilityRegisterFailures[error.kind]({ cause: error });
    // An answer of another shape than was agreed.
    throw isFailure(error) && error.type.startsWith('xml.') ? disabilityRegisterFailures.unreadable({ cause: error }) : error;
  }
}
