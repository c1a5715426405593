import type { Finding } from '#services/kernel/connector.ts';

/**
 * Why a database did not do what was asked. It holds nothing of what a server or driver said: that may be personal (`Conversion failed … '85073003328'`).
 * `twice`: a row that may stand there once stands there already.
 */
export class SqlTrouble extends Error {
  override readonly name = 'SqlTrouble';
  readonly kind: 'unavailable' | 'misconfigured' | 'refused' | 'twice';
  readonly what: Finding['what'];
  /** The statement had left, and nothing says what became of it. A statement that the server answered with an error did nothing. */
  readonly mayHaveActed: boolean;
  constructor(kind: SqlTrouble['kind'], what: Finding['what'], says: string, mayHaveActed = false) {
    super(says);
    this.kind = kind;
    this.what = what;
    this.mayHaveActed = mayHaveActed;
  }
}
