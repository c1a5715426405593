/** Where a sealed value stands: bound to it, so that a value moved to another row, column, table or municipality cannot be opened. */
export interface SealedPlace { readonly municipality: string; readonly table: string; readonly key: readonly (string | number | boolean)[]; readonly column: string }

/** Encrypts values at rest. */
export interface Sealer {
  seal(place: SealedPlace, plaintext: string): string;
  /** @throws vault.unreadable when it was changed, moved, or the key is not ours */
  open(place: SealedPlace, sealed: string): string;
}
