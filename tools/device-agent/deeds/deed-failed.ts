/** Not done, with a code of the ask's own list. */
export class DeedFailed extends Error {
  override readonly name = 'DeedFailed';
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}
