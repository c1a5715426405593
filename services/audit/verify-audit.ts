import type { Reader } from '#services/kernel/tables.ts';
import type { Anchor } from './anchor-audit.ts';
import { chainStart, hashOf } from './append-audit.ts';
import { auditEntries, auditHeads } from './audit.store.ts';

export interface AuditVerdict { readonly entries: number; readonly head: string; readonly problem: null | { readonly sequence: number; readonly what: 'changed' | 'removed-or-inserted' | 'end-missing' | 'rewritten' } }

const pageSize = 500;

/**
 * Walks the whole chain: finds the first entry that was changed, removed, reordered or put between, and a cut-off end. Who has the database can compute
 * a whole new chain with its head: then it no longer goes through the anchors, which stand outside.
 */
export async function verifyAudit(reader: Reader, anchors: readonly Anchor[] = []): Promise<AuditVerdict> {
  const anchored = new Map<number, ReadonlySet<string>>();
  for (const anchor of anchors) anchored.set(anchor.sequence, new Set([...anchored.get(anchor.sequence) ?? [], anchor.hash]));
  let sequence = 0;
  let hash = chainStart;
  let end: { readonly sequence: number; readonly hash: string } | undefined;
  let seenAtLastLook = -1;
  for (;;) {
    const page = await reader.find(auditEntries, { sequence: { gt: sequence } }, { by: [['sequence', 'asc']], limit: pageSize });
    for (const entry of page) {
      if (entry.sequence !== sequence + 1 || entry.previous !== hash) return { entries: sequence, head: hash, problem: { sequence: sequence + 1, what: 'removed-or-inserted' } };
      if (hashOf(entry) !== entry.hash) return { entries: sequence, head: hash, problem: { sequence: entry.sequence, what: 'changed' } };
      // Every anchor of this place says the same, or one of them is of another chain.
      if ([...anchored.get(entry.sequence) ?? []].some((noted) => noted !== entry.hash)) return { entries: sequence, head: hash, problem: { sequence: entry.sequence, what: 'rewritten' } };
      ({ sequence, hash } = entry);
    }
    if (page.length === pageSize) continue;
    end = await reader.first(auditHeads, { name: 'head' });
    // Entries were written while we walked: go on, as long as there are any.
    if ((end?.sequence ?? 0) <= sequence || seenAtLastLook === sequence) break;
    seenAtLastLook = sequence;
  }
  const anchoredEnd = Math.max(0, ...anchored.keys());
  const whole = anchoredEnd <= sequence && (end?.sequence ?? 0) === sequence && (end?.hash ?? chainStart) === hash;
  return { entries: sequence, head: hash, problem: whole ? null : { sequence: sequence + 1, what: 'end-missing' } };
}
