import { createHash } from 'node:crypto';
import type { LinkRows, Tables } from '#services/kernel/tables.ts';
import type { AuditEntry } from '#services/kernel/unit-of-work.ts';
import { auditEntries, auditHeads, type AuditRow } from './audit.store.ts';

export const chainStart = '0'.repeat(64);

export interface AuditContext { readonly actor: string; readonly traceId: string; readonly at: number; readonly recordedAt: number }

type Unlinked = Omit<AuditRow, 'sequence' | 'previous' | 'hash'>;

/** Adds entries to the municipality's chain. Called last in a transaction, so that the head is held for as short as can be. */
export async function appendAudit(tables: Tables, entries: readonly AuditEntry[], context: AuditContext): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ what, subject, why, result }): Unlinked => ({ ...context, what, subject: subject ?? null, why: why ?? null, result }));
  await (tables.link ? linkAtOnce(tables, tables.link, rows) : linkStepByStep(tables, rows));
}

/** The database computes the links. What it answers is computed here too: a chain that does not hold is not committed. */
async function linkAtOnce(tables: Tables, link: LinkRows, rows: readonly Unlinked[]): Promise<void> {
  const ask = () => link({ entries: auditEntries, head: auditHeads }, rows.map((row) => ({ row, between: between(row) })));
  let linked = await ask();
  if (linked.length === 0) {
    await beginChain(tables);
    linked = await ask();
  }
  const holds = linked.length === rows.length && rows.every((row, index) => {
    const { sequence = -1, previous = '', hash } = linked[index] ?? {};
    return hashOf({ ...row, sequence, previous }) === hash && (index === 0 || previous === linked[index - 1]?.hash);
  });
  if (!holds) throw new Error('the database put entries in the audit chain otherwise than we compute it');
}

async function linkStepByStep(tables: Tables, rows: readonly Unlinked[]): Promise<void> {
  let { sequence, hash } = await takeHead(tables);
  for (const row of rows) {
    const entry = { ...row, sequence: sequence + 1, previous: hash };
    ({ sequence, hash } = { ...entry, hash: hashOf(entry) });
    await tables.insert(auditEntries, { ...entry, hash });
  }
  await tables.update(auditHeads, { name: 'head' }, { sequence, hash });
}

async function beginChain(tables: Tables): Promise<void> {
  await tables.insertIfNew(auditHeads, { name: 'head', sequence: 0, hash: chainStart });
}

/** Locks the head by writing it: on a shared database writers of one municipality queue here. */
async function takeHead(tables: Tables): Promise<{ sequence: number; hash: string }> {
  if (await tables.update(auditHeads, { name: 'head' }, { name: 'head' }) === 0) {
    await beginChain(tables);
    await tables.update(auditHeads, { name: 'head' }, { name: 'head' });
  }
  const head = await tables.first(auditHeads, { name: 'head' });
  if (!head) throw new Error('the audit chain has no head');
  return head;
}

/** SHA-256 over the entry's fields in a fixed order, each with its length, so that no two entries read alike. */
export function hashOf(entry: Omit<AuditRow, 'hash'>): string {
  return createHash('sha256').update([field(entry.sequence), between(entry), field(entry.previous)].join('|')).digest('hex');
}

function between({ at, recordedAt, actor, what, subject, why, result, traceId }: Unlinked): string {
  return [at, recordedAt, actor, what, subject, why, result, traceId].map(field).join('|');
}

function field(value: string | number | null): string {
  return value === null ? '-' : `${String(value).length}:${value}`;
}
