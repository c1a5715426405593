import { column, defineTable, type Row } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';

const entryColumns = {
  sequence: column.integer(),
  at: column.instant(),
  recordedAt: column.instant(),
  actor: column.text(100),
  what: column.text(100),
  subject: column.nullable(column.text(120)),
  why: column.nullable(column.text(200)),
  result: column.text<'done' | 'refused' | 'failed' | 'unanswered'>(20),
  traceId: column.text(64),
  /** Hash of the entry before; 64 zeros for the first. */
  previous: column.text(64),
  hash: column.text(64),
};

/** One chain per municipality: each entry holds the hash of the one before it, so that none can be changed, removed or put between unseen. */
export const auditEntries = defineTable('audit_entries', entryColumns, { key: ['sequence'], indexes: [['subject'], ['at']] });
export type AuditRow = Row<typeof auditEntries>;

/** The end of each chain. Its row is what writers queue for, last in their transaction. */
export const auditHeads = defineTable('audit_heads', { name: column.text(20), sequence: column.integer(), hash: column.text(64) }, { key: ['name'] });

export const auditTables = [auditEntries, auditHeads] as const;

export const audit001 = defineMigration('audit/001-chain', async (schema) => {
  await schema.createTable('audit_entries', {
    sequence: column.integer(), at: column.instant(), recordedAt: column.instant(), actor: column.text(100), what: column.text(100),
    subject: column.nullable(column.text(120)), why: column.nullable(column.text(200)), result: column.text(20), traceId: column.text(64),
    previous: column.text(64), hash: column.text(64),
  }, { key: ['sequence'], indexes: [['subject'], ['at']] });
  await schema.createTable('audit_heads', { name: column.text(20), sequence: column.integer(), hash: column.text(64) }, { key: ['name'] });
});
