/** JSON with its keys in the order of the alphabet, so that equal values read alike (after RFC 8785 for the values that we use: no floats). */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner
  )) ?? 'null';
}
