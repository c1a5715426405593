/** How many there are of each number of days. */
export type Counted = ReadonlyMap<number, number>;

/** The middle one; of an even number the mean of the two in the middle. 0 where there are none. */
export function medianOf(counted: Counted): number {
  const inOrder = [...counted].toSorted(([one], [other]) => one - other);
  const all = inOrder.reduce((sum, [, count]) => sum + count, 0);
  return all === 0 ? 0 : (nth(inOrder, Math.floor((all - 1) / 2)) + nth(inOrder, Math.floor(all / 2))) / 2;
}

export function longestOf(counted: Counted): number {
  return Math.max(0, ...counted.keys());
}

function nth(inOrder: readonly (readonly [number, number])[], index: number): number {
  let passed = 0;
  for (const [days, count] of inOrder) {
    passed += count;
    if (index < passed) return days;
  }
  return 0;
}
