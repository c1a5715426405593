import type { Reader } from '#services/kernel/tables.ts';
import { chainStart, hashOf } from './append-audit.ts';
import { auditEntries, auditHeads } from './audit.store.ts';

export interface AuditVerdict { readonly entries: number; readonly head: string; readonly problem: null | { readonly sequence: number; readonly what: 'changed' | 'removed-or-inserted' | 'end-missing' } }

const pageSize = 500;

/** Walks the whole chain: finds the first entry that was changed, removed, reordered or put between, and a cut-off end. */
export async function verifyAudit(reader: Reader): Promise<AuditVerdict> {
  let sequence = 0;
  let hash = chainStart;
  let end: { readonly sequence: number; readonly hash: string } | undefined;
  let seenAtLastLook = -1;
  for (;;) {
    const page = await reader.find(auditEntries, { sequence: { gt: sequence } }, { by: [['sequence', 'asc']], limit: pageSize });
    for (const entry of page) {
      if (entry.sequence !== sequence + 1 || entry.previous !== hash) return { entries: sequence, head: hash, problem: { sequence: sequence + 1, what: 'removed-or-inserted' } };
      if (hashOf(entry) !== entry.hash) return { entries: sequence, head: hash, problem: { sequence: entry.sequence, what: 'changed' } };
      ({ sequence, hash } = entry);
    }
    if (page.length === pageSize) continue;
    end = await reader.first(auditHeads, { name: 'head' });
    // Entries were written while we walked: go on, as long as there are any.
    if ((end?.sequence ?? 0) <= sequence || seenAtLastLook === sequence) break;
    seenAtLastLook = sequence;
  }
  const whole = (end?.sequence ?? 0) === sequence && (end?.hash ?? chainStart) === hash;
  return { entries: sequence, head: hash, problem: whole ? null : { sequence: sequence + 1, what: 'end-missing' } };
}
