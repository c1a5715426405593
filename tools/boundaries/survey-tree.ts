import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { scanned } from './laws.ts';
import { lineFinder, parseSource } from './parse-source.ts';
import { readDeeds } from './read-deeds.ts';
import type { Deed } from './read-deeds.ts';
import { readImports } from './read-imports.ts';
import type { Import } from './read-imports.ts';

export interface Surveyed {
  /** From the root, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  readonly deeds: readonly Deed[];
  /** Why the file could not be read as TypeScript. */
  readonly unreadable?: string;
}

/** Every .ts file of the house, with what it imports and does. */
export const surveyTree = (root: string): Surveyed[] =>
  scanned.flatMap((place) => list(root, place)).sort().map((path) => survey(root, path));

const list = (root: string, path: string): string[] => {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found?.isFile()) return path.endsWith('.ts') ? [path] : [];
  if (!found?.isDirectory() || path.endsWith('/node_modules')) return [];
  return readdirSync(join(root, path)).flatMap((name) => list(root, `${path}/${name}`));
};

const survey = (root: string, path: string): Surveyed => {
  const text = readFileSync(join(root, path), 'utf8');
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  try {
    const visits = parseSource(text);
    const lineOf = lineFinder(text);
    return { path, lines, imports: readImports(path, visits, lineOf), deeds: readDeeds(visits, lineOf) };
  } catch (error) {
    return { path, lines, imports: [], deeds: [], unreadable: error instanceof Error ? error.message : String(error) };
  }
};
