import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Reader } from '#services/kernel/tables.ts';
import { auditHeads } from './audit.store.ts';

export interface Anchor { readonly sequence: number; readonly hash: string }
interface Place { readonly folder: string; readonly municipality: string }

/** Writes where the chain ends to a file outside the database: who rewrites the whole chain cannot rewrite that too. */
export async function anchorAudit(reader: Reader, options: Place & { readonly at: number }): Promise<void> {
  const head = await reader.first(auditHeads, { name: 'head' });
  if (!head) return;
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const line = `${new Date(options.at).toISOString()} ${head.sequence} ${head.hash}\n`;
  appendFileSync(fileOf(options), line, { mode: 0o600 });
}

/**
 * What was noted until now. A line that was broken off by a crash says nothing. A restore of a backup notes that it did: from its entry on the chain
 * is another one, and what was noted of the lost entries is of no chain any more. It stays in the file, for who looks what was lost.
 */
export function readAnchors(place: Place): Anchor[] {
  const file = fileOf(place);
  if (!existsSync(file)) return [];
  let anchors: Anchor[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [, number, hash, restored] = /^\S+ (\d+) ([0-9a-f]{64})( restored)?$/.exec(line) ?? [];
    if (hash === undefined) continue;
    const sequence = Number(number);
    if (restored !== undefined) anchors = anchors.filter((anchor) => anchor.sequence < sequence);
    anchors.push({ sequence, hash });
  }
  return anchors;
}

function fileOf({ folder, municipality }: Place): string {
  return join(folder, `${municipality}.log`);
}
