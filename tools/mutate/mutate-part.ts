import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import type { Survivor } from './judge-survivors.ts';
import type { Part } from './parts.ts';
import { strykerOptionsOf } from './stryker-options.ts';

interface Position { readonly line: number; readonly column: number }

/** Changes the files one place at a time, runs the part's suites for each change, prints the score and gives the changes that nobody noticed. */
export async function mutatePart(part: Part, files: readonly string[]): Promise<Survivor[]> {
  const results = await new Stryker(strykerOptionsOf(part, files)).runMutationTest();
  const survivors = results.filter(({ status }) => status === 'Survived' || status === 'NoCoverage').map(({ fileName, location, replacement }) => ({
    file: relative(process.cwd(), fileName), line: location.start.line, was: cut(readFileSync(fileName, 'utf8'), location.start, location.end), becomes: replacement ?? '',
  }));
  return survivors.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line);
}

/** The text between two places of a file, both counted from 1. */
function cut(text: string, start: Position, end: Position): string {
  const lines = text.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines.map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined)).join('\n');
}
