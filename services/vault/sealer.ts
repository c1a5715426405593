/**
 * Where a sealed value stands: bound to it, so that a value moved to another row, column, table or municipality cannot be opened. `bound`: clear
 * columns of its row that say whose it is, so that it cannot be made somebody else's either.
 */
export interface SealedPlace {
  readonly municipality: string; readonly table: string; readonly key: readonly (string | number | boolean)[]; readonly column: string;
  readonly bound?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Encrypts values at rest. */
export interface Sealer {
  seal(place: SealedPlace, plaintext: string): string;
  /** @throws vault.unreadable when it was changed, moved, or the key is not ours */
  open(place: SealedPlace, sealed: string): string;
  /** That a blind index is the one of the value that was opened here. @throws vault.unreadable when it is another's */
  demandIndex(place: SealedPlace, indexed: { readonly purpose: string; readonly value: string; readonly index: unknown }): void;
}
