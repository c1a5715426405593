import { column, defineTable } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';

/** What became of each attempt that failed, for the person who must decide. Goes when the item ends well. */
export const failedAttempts = defineTable('outbox_attempts', {
  item: column.id(),
  /** The round: how often a person had it tried again before. */
  replays: column.integer(),
  attempt: column.integer(),
  /** Real time. */
  at: column.instant(),
  failure: column.text(100),
  verdict: column.text<'again' | 'failed' | 'parked'>(10),
}, { key: ['item', 'replays', 'attempt'] });

export const outbox003 = defineMigration('outbox/003-attempts', async (schema) => {
  await schema.createTable('outbox_attempts', {
    item: column.id(), replays: column.integer(), attempt: column.integer(), at: column.instant(), failure: column.text(100), verdict: column.text(10),
  }, { key: ['item', 'replays', 'attempt'] });
});
