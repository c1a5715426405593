import { createHash } from 'node:crypto';
import type { Tables } from '#services/kernel/tables.ts';
import type { AuditEntry } from '#services/kernel/unit-of-work.ts';
import { auditEntries, auditHeads, type AuditRow } from './audit.store.ts';

export const chainStart = '0'.repeat(64);

export interface AuditContext { readonly actor: string; readonly traceId: string; readonly at: number; readonly recordedAt: number }

/** Adds entries to the municipality's chain. Called last in a transaction, so that the head is held for as short as can be. */
export async function appendAudit(tables: Tables, entries: readonly AuditEntry[], context: AuditContext): Promise<void> {
  if (entries.length === 0) return;
  const head = await takeHead(tables);
  let { sequence, hash } = head;
  for (const { what, subject, why, result } of entries) {
    const entry = { sequence: sequence + 1, ...context, what, subject: subject ?? null, why: why ?? null, result, previous: hash };
    const row = { ...entry, hash: hashOf(entry) };
    await tables.insert(auditEntries, row);
    ({ sequence, hash } = row);
  }
  await tables.update(auditHeads, { name: 'head' }, { sequence, hash });
}

/** Locks the head by writing it: on a shared database writers of one municipality queue here. */
async function takeHead(tables: Tables): Promise<{ sequence: number; hash: string }> {
  if (await tables.update(auditHeads, { name: 'head' }, { name: 'head' }) === 0) {
    await tables.insertIfNew(auditHeads, { name: 'head', sequence: 0, hash: chainStart });
    await tables.update(auditHeads, { name: 'head' }, { name: 'head' });
  }
  const head = await tables.first(auditHeads, { name: 'head' });
  if (!head) throw new Error('the audit chain has no head');
  return head;
}

/** SHA-256 over the entry's fields in a fixed order, each with its length, so that no two entries read alike. */
export function hashOf(entry: Omit<AuditRow, 'hash'>): string {
  const { sequence, at, recordedAt, actor, what, subject, why, result, traceId, previous } = entry;
  const fields = [sequence, at, recordedAt, actor, what, subject, why, result, traceId, previous].map((field) => (field === null ? '-' : `${String(field).length}:${field}`));
  return createHash('sha256').update(fields.join('|')).digest('hex');
}
