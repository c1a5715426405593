/** Failures and results are declared, short and in small letters; whatever else calls itself one is not made a label. */
export function labelOf(result: string): string {
  return /^[a-z0-9][a-z0-9-]{0,39}(\.[a-z][a-z0-9-]{0,39})?$/.test(result) && !/\d{5}/.test(result) ? result : 'other';
}
