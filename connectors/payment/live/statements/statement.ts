/** One movement on an account, as we have a use for it. Who paid is not read. */
export interface StatementLine {
  /** The bank's reference, with the account and the statement in which it stands: the same line in the same statement has the same one. */
  readonly bankReference: string;
  /** Euro cents; below zero where it left the account. */
  readonly amount: number;
  readonly valueDate: string;
  /** A structured communication as it is printed, or what was typed. */
  readonly communication: string;
  readonly kind: 'structured' | 'wrong-check-digits' | 'free';
}

export interface Statement {
  readonly account: string;
  readonly day: string;
  readonly number: string;
  /** Euro cents on the account. */
  readonly before: number;
  readonly after: number;
  readonly lines: readonly StatementLine[];
}

/** Bytes of a file that are read: far more than a municipality has in a day. Measured: while a file of this size is read the process has 400 MiB more (CODA, 252,000 movements), or 220 (camt.053, 55,000). */
export const largestStatements = 32 * 1024 * 1024;

export type StatementFormat = 'coda' | 'camt.053';

/** Why a file is not taken: where, and which rule is broken. Never what stands there. */
export class Flaw extends Error {
  override readonly name = 'Flaw';
  /** Line of the file, from 1; 0 where it concerns the whole. */
  readonly line: number;
  constructor(line: number, rule: string) {
    super(rule);
    this.line = line;
  }
}

export interface RawLine { readonly reference: string; readonly amount: number; readonly valueDate: string; readonly communication: string; readonly kind: StatementLine['kind'] }

/**
 * Gives each line the name under which it is known for good. A bank may use a reference more than once, or none: then the place among its like counts, which
 * is the same when the file comes again.
 */
export function nameLines({ account, day, number }: Pick<Statement, 'account' | 'day' | 'number'>, lines: readonly RawLine[]): StatementLine[] {
  const seen = new Map<string, number>();
  return lines.map(({ reference, ...line }) => {
    const times = (seen.get(reference) ?? 0) + 1;
    seen.set(reference, times);
    return { bankReference: `${account}/${day}.${number}/${reference}${times > 1 ? `#${times}` : ''}`, ...line };
  });
}
