import { matchesGlob } from 'node:path';

const seen = new Map<string, boolean>();

/** Whether a path matches one of the globs. Remembers its answers: the same few questions come back for each import. */
export const matchesAny = (path: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => {
    const key = `${pattern} ${path}`;
    const known = seen.get(key);
    if (known !== undefined) return known;
    const answer = matchesGlob(path, pattern);
    seen.set(key, answer);
    return answer;
  });
