import { defineMigration } from '#services/kernel/migration.ts';
import { column, defineTable } from '#services/kernel/table.ts';

/** Sessions that were ended before their time, each kept for as long as its credential would have been good. Real time, as all instants here. */
export const endedSessions = defineTable('identity_ended_sessions', {
  /** SHA-256 of what the credential's signature covers, base64url: nobody comes in with it. */
  session: column.text(43),
  until: column.instant(),
}, { key: ['session'], indexes: [['until']] });

/** Whose sessions were all ended at once: what was issued until then opens nothing any more. */
export const endedCallers = defineTable('identity_ended_callers', {
  actor: column.text(100),
  endedAt: column.instant(),
  until: column.instant(),
}, { key: ['actor'], indexes: [['until']] });

/** Another mark with each ending: what nodes look at again and again. */
export const endedHeads = defineTable('identity_ended_heads', { name: column.text(20), mark: column.id() }, { key: ['name'] });
export const endedTables = [endedSessions, endedCallers, endedHeads] as const;

export const identity001 = defineMigration('identity/001-ended', async (schema) => {
  await schema.createTable('identity_ended_sessions', { session: column.text(43), until: column.instant() }, { key: ['session'], indexes: [['until']] });
  await schema.createTable('identity_ended_callers', { actor: column.text(100), endedAt: column.instant(), until: column.instant() }, { key: ['actor'], indexes: [['until']] });
  await schema.createTable('identity_ended_heads', { name: column.text(20), mark: column.id() }, { key: ['name'] });
});
