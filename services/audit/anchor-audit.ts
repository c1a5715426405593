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
 * What was noted until now. A line that was broken off by a crash says nothing, and takes nothing from one
 * that an earlier version wrote behind it. A restore of a backup notes that it did: from its entry on the chain
 * is another one, and what was noted of the lost entries is of no chain any more. It stays in the file, for who looks what was lost.
 */
export function readAnchors(place: AnchorPlace): Anchor[] {
  const file = fileOf(place);
  if (!existsSync(file)) return [];
  let anchors: Anchor[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, number, hash, restored] = /\S+ (\d+) ([0-9a-f]{64})( restored)?$/.exec(line) ?? [];
    if (hash === undefined) continue;
    const sequence = Number(number);
    if (restored !== undefined) anchors = anchors.filter((anchor) => anchor.sequence < sequence);
    anchors.push({ sequence, hash });
  }
  return anchors;
}

function fileOf({ folder, municipality }: AnchorPlace): string {
  return join(folder, `${municipality}.log`);
}
