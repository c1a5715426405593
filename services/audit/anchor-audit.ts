import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readFileSync, readSync, writeSync, fsyncSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader } from '#services/kernel/tables.ts';
import { auditHeads } from './audit.store.ts';

export interface Anchor { readonly sequence: number; readonly hash: string }
export interface AnchorPlace { readonly folder: string; readonly municipality: string }

/**
 * Notes where the chain ends in a file outside the database. Who can write the database only, or puts back an older one, is found by it. Who can also
 * write this folder can rewrite both: to be found then as well it stands under another owner or on another machine (`ANCHORS_DIR`).
 */
export async function anchorAudit(reader: Reader, options: AnchorPlace & { readonly at: number }): Promise<void> {
  const head = await reader.first(auditHeads, { name: 'head' });
  if (head) noteAnchor(options, `${new Date(options.at).toISOString()} ${head.sequence} ${head.hash}`);
}

/** Adds a line, on disk when it returns. What a crash broke off before it stays a line of its own, so that it takes nothing with it. */
export function noteAnchor(place: AnchorPlace, line: string): void {
  mkdirSync(place.folder, { recursive: true, mode: 0o700 });
  const file = openSync(fileOf(place), 'a+', 0o600);
  try {
    writeSync(file, `${endsWithLine(file) ? '' : '\n'}${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function endsWithLine(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size === 0 || (readSync(file, last, 0, 1, size - 1) === 1 && last.toString() === '\n');
}

/**
 * What was noted of the chain that goes on, the likeliest first: a restore notes that it did, and from its entry on the chain is another one. It may have put back
 * a backup of the chain that went on until then, or of one from before an earlier restore; the file does not say which, so there may be more than one answer.
 * What was noted of lost entries stays in the file, for who looks what was lost. A line that was broken off by a crash says nothing, and takes nothing from
 * one that an earlier version wrote behind it.
 */
export function readLineages(place: AnchorPlace): readonly (readonly Anchor[])[] {
  const file = fileOf(place);
  let going: Anchor[][] = [[]];
  const ended: Anchor[][] = [];
  for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) {
    const [, number, hash, restored] = /\S+ (\d+) ([0-9a-f]{64})( restored)?$/.exec(line) ?? [];
    if (hash === undefined) continue;
    const sequence = Number(number);
    if (restored !== undefined) {
      ended.unshift(...going);
      going = likeliest(ended.map((anchors) => anchors.filter((anchor) => anchor.sequence < sequence)));
    }
    for (const anchors of going) anchors.push({ sequence, hash });
  }
  return going;
}

/** Each restore may double them: those from before many restores are given up. */
const mostLineages = 32;

function likeliest(lineages: readonly Anchor[][]): Anchor[][] {
  return [...new Map(lineages.map((anchors) => [JSON.stringify(anchors), anchors])).values()].slice(0, mostLineages);
}

function fileOf({ folder, municipality }: AnchorPlace): string {
  return join(folder, `${municipality}.log`);
}
