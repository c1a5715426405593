import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export interface Difference { readonly path: string; readonly what: 'missing' | 'stale' | 'no longer made' }

/** What stands in the folder and should not, or should and does not, by path. */
export function differencesIn(folder: string, files: ReadonlyMap<string, string>): readonly Difference[] {
  const there = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name))) : [];
  const wrong = [...files].flatMap(([path, wanted]): Difference[] => {
    if (!there.includes(path)) return [{ path, what: 'missing' }];
    return readFileSync(join(folder, path), 'utf8') === wanted ? [] : [{ path, what: 'stale' }];
  });
  return [...wrong, ...there.filter((path) => !files.has(path)).toSorted().map((path): Difference => ({ path, what: 'no longer made' }))];
}

/** Makes the folder what it should be: nothing but these files. */
export function writeReports(folder: string, files: ReadonlyMap<string, string>): readonly Difference[] {
  const differences = differencesIn(folder, files);
  for (const { path } of differences) {
    const [place, wanted] = [join(folder, path), files.get(path)];
    mkdirSync(dirname(place), { recursive: true });
    if (wanted === undefined) rmSync(place);
    else writeFileSync(place, wanted);
  }
  return differences;
}
