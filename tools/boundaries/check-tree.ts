import { basename } from 'node:path';
import { findCycles } from './find-cycles.ts';
import { deeds, emptyNames, exceptions, isTest, longest, packages } from './laws.ts';
import { layers } from './layers.ts';
import type { LayerRule } from './layers.ts';
import { matchesAny } from './match-path.ts';
import type { Deed } from './read-deeds.ts';
import type { Import } from './read-imports.ts';
import { surveyTree } from './survey-tree.ts';
import type { Surveyed } from './survey-tree.ts';

export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly law: 'law 1' | 'law 2' | 'law 3' | 'law 4' | 'style law 1' | 'syntax';
  readonly what: string;
  readonly todo: string;
  /** The import's target, for a problem about an import. */
  readonly target?: string;
}

/** All that breaks the laws in the tree under a root folder. Reads files, changes nothing. */
export const checkTree = (root: string): Problem[] => checkFiles(surveyTree(root));

export const checkFiles = (files: readonly Surveyed[]): Problem[] =>
  [...files.flatMap(checkFile), ...checkCycles(files)]
    .filter((problem) => !isExcepted(problem))
    .sort((a, b) => a.path.localeCompare(b.path) || a.line - b.line);

const checkFile = (file: Surveyed): Problem[] => [
  ...file.imports.flatMap((found) => [...checkLayer(file.path, found), ...checkPackage(file.path, found)]),
  ...file.deeds.flatMap((deed) => checkDeed(file.path, deed)),
  ...checkShape(file),
];

const checkLayer = (path: string, { target, typeOnly, line }: Import): Problem[] => {
  const broken = layers.find((rule) => binds(rule, path) && forbids(rule, path, target, typeOnly));
  if (broken === undefined) return [];
  return [{ path, line, law: 'law 1', target, what: `imports ${target}, but ${broken.what}`, todo: broken.todo }];
};

const binds = (rule: LayerRule, path: string): boolean =>
  matchesAny(path, rule.from) && !matchesAny(path, rule.free ?? []);

const forbids = (rule: LayerRule, path: string, target: string, typeOnly: boolean): boolean => {
  if (rule.typeOnly === true && typeOnly) return false;
  if (rule.ownFolder === true && ownFolder(path) === ownFolder(target)) return false;
  if (rule.only !== undefined) return !matchesAny(target, rule.only);
  return matchesAny(target, rule.never ?? []) && !matchesAny(target, rule.but ?? []);
};

const ownFolder = (path: string): string => path.split('/').slice(0, 2).join('/');

const checkPackage = (path: string, { target, line }: Import): Problem[] => {
  const places = packages.get(target);
  if (places === undefined || isTest(path) || matchesAny(path, places)) return [];
  return [{
    path, line, law: 'law 2', target, what: `imports ${target} outside the place where its wire ends`,
    todo: `keep it to ${places.join(', ')}`,
  }];
};

const checkDeed = (path: string, { kind, name, line }: Deed): Problem[] => {
  const rule = deeds[kind];
  if (rule.calls?.has(name) === false || !matchesAny(path, rule.in) || matchesAny(path, rule.free)) return [];
  return [{ path, line, law: rule.law, what: [rule.what, name].join(' ').trim(), todo: rule.todo }];
};

const checkShape = ({ path, lines, unreadable }: Surveyed): Problem[] => {
  const problems: Problem[] = [];
  const stem = basename(path).split('.')[0] ?? '';
  if (unreadable !== undefined) {
    problems.push({ path, line: 1, law: 'syntax', what: 'the file does not parse', todo: 'see what tsc says of it' });
  }
  if (stem === 'index') {
    problems.push({ path, line: 1, law: 'law 4', what: 'is an index file', todo: 'import from the file that owns the thing' });
  }
  if (emptyNames.has(stem)) {
    problems.push({ path, line: 1, law: 'law 4', what: `is named ${stem}`, todo: 'name it after the one idea it holds' });
  }
  if (lines > longest.lines && !matchesAny(path, longest.free)) {
    const what = `has ${lines} lines, more than ${longest.lines}`;
    problems.push({ path, line: longest.lines + 1, law: 'style law 1', what, todo: 'split it into files of one idea each' });
  }
  return problems;
};

const checkCycles = (files: readonly Surveyed[]): Problem[] => {
  const imports = new Map(files.map((file) => [file.path, file.imports]));
  const graph = new Map([...imports].map(([path, all]) => [path, all.map((found) => found.target)]));
  return findCycles(graph).map((cycle): Problem => {
    const [path = '', next = ''] = cycle;
    const line = imports.get(path)?.find((found) => found.target === next)?.line ?? 1;
    const todo = 'move what both need to a file of its own';
    return { path, line, law: 'law 4', target: next, what: `imports in a circle: ${cycle.join(' -> ')}`, todo };
  });
};

const isExcepted = ({ law, path, target }: Problem): boolean =>
  exceptions.some((exception) =>
    exception.law === law && matchesAny(path, [exception.path])
    && (exception.target === undefined || (target !== undefined && matchesAny(target, [exception.target]))));
