import type { Reader } from '#services/kernel/tables.ts';
import type { Anchor } from './anchor-audit.ts';
import { chainStart, hashOf } from './append-audit.ts';
import { auditEntries, auditHeads } from './audit.store.ts';

export interface AuditProblem { readonly sequence: number; readonly what: 'changed' | 'removed-or-inserted' | 'end-missing' | 'rewritten' | 'no-anchor' }
/** `anchors`: how many were noted outside the database, and so compared. */
export interface AuditVerdict { readonly entries: number; readonly head: string; readonly anchors: number; readonly problem: AuditProblem | null }

const pageSize = 500;
/** The end is noted every hour: entries over a longer time than this with nothing noted of them are not one that has just begun. */
const longestWithoutAnchorMs = 2 * 60 * 60_000;

/**
 * Walks the whole chain: finds the first entry that was changed, removed, reordered or put between, before or after, and a cut-off end. Who has the
 * database can compute a whole new chain with its head: then it no longer goes through the anchors, which stand outside.
 */
export async function verifyAudit(reader: Reader, anchors: readonly Anchor[] = []): Promise<AuditVerdict> {
  const anchored = new Map<number, ReadonlySet<string>>();
  for (const anchor of anchors) anchored.set(anchor.sequence, new Set([...anchored.get(anchor.sequence) ?? [], anchor.hash]));
  let sequence = 0;
  let hash = chainStart;
  let [began, ended] = [Infinity, -Infinity];
  let end: { readonly sequence: number; readonly hash: string } | undefined;
  let seenAtLastLook = -1;
  const verdict = (problem: AuditProblem | null): AuditVerdict => ({ entries: sequence, head: hash, anchors: anchors.length, problem });
  for (;;) {
    // From the very first row on: nobody who puts an entry in the table keeps to the numbers that we give.
    const page = await reader.find(auditEntries, sequence === 0 ? {} : { sequence: { gt: sequence } }, { by: [['sequence', 'asc']], limit: pageSize });
    for (const entry of page) {
      if (entry.sequence !== sequence + 1 || entry.previous !== hash) return verdict({ sequence: sequence + 1, what: 'removed-or-inserted' });
      if (hashOf(entry) !== entry.hash) return verdict({ sequence: entry.sequence, what: 'changed' });
      // Every anchor of this place says the same, or one of them is of another chain.
      if ([...anchored.get(entry.sequence) ?? []].some((noted) => noted !== entry.hash)) return verdict({ sequence: entry.sequence, what: 'rewritten' });
      ({ sequence, hash } = entry);
      [began, ended] = [Math.min(began, entry.recordedAt), Math.max(ended, entry.recordedAt)];
    }
    if (page.length === pageSize) continue;
    end = await reader.first(auditHeads, { name: 'head' });
    // Entries were written while we walked: go on, as long as there are any.
    if ((end?.sequence ?? 0) <= sequence || seenAtLastLook === sequence) break;
    seenAtLastLook = sequence;
  }
  const anchoredEnd = Math.max(0, ...anchored.keys());
  const whole = anchoredEnd <= sequence && (end?.sequence ?? 0) === sequence && (end?.hash ?? chainStart) === hash;
  if (!whole) return verdict({ sequence: sequence + 1, what: 'end-missing' });
  // One that has the number of its neighbour may stand where a page ends.
  if (await reader.count(auditEntries, { sequence: { lte: sequence } }) !== sequence) return verdict({ sequence, what: 'removed-or-inserted' });
  return verdict(anchors.length === 0 && ended - began > longestWithoutAnchorMs ? { sequence, what: 'no-anchor' } : null);
}

/** Compares the chain with what was noted of each that it may be, until it is one of them; else it is what the likeliest says. */
export async function verifyLineages(reader: Reader, lineages: readonly (readonly Anchor[])[]): Promise<AuditVerdict> {
  const verdict = await verifyAudit(reader, lineages[0]);
  if (verdict.problem === null) return verdict;
  for (const anchors of lineages.slice(1)) {
    const other = await verifyAudit(reader, anchors);
    if (other.problem === null) return other;
  }
  return verdict;
}
