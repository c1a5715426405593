const isLong = ({ path }: { readonly path: string }): boolean => /\.(system|whole)\.test\.ts$/.test(path);

/**
 * Suites of whole journeys and of processes take minutes, the others seconds: a long one that begins last leaves one core with nothing to do. Jest would
 * know how long each took the last time; a machine that has just got the code does not.
 */
export function longSuitesFirst<Suite extends { readonly path: string }>(usual: readonly Suite[]): Suite[] {
  return [...usual.filter(isLong), ...usual.filter((suite) => !isLong(suite))];
}
