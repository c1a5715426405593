/** How many there are of each value. */
export type Histogram = ReadonlyMap<number, number>;

/** The value in the middle; of an even number the mean of the two. Null of nothing. */
export function medianOf(histogram: Histogram): { readonly value: number | null; readonly basis: number } {
  const values = [...histogram].filter(([, count]) => count > 0).toSorted(([one], [other]) => one - other);
  const basis = values.reduce((sum, [, count]) => sum + count, 0);
  if (basis === 0) return { value: null, basis };
  const at = (place: number): number => {
    let passed = 0;
    for (const [value, count] of values) {
      passed += count;
      if (place < passed) return value;
    }
    return 0;
  };
  return { value: (at(Math.floor((basis - 1) / 2)) + at(Math.floor(basis / 2))) / 2, basis };
}

export function histogramOf(values: readonly number[]): Histogram {
  const histogram = new Map<number, number>();
  for (const value of values) histogram.set(value, (histogram.get(value) ?? 0) + 1);
  return histogram;
}
