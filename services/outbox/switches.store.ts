import { column, defineTable, type Row } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';

/**
 * `paused`: what goes out waits; look-ups and inbound messages go on. `cut`: nothing goes out, look-ups and inbound messages are refused.
 * `resuming`: it runs again, and what waited is being woken; the row goes when all is awake, so that a crash in between leaves nothing asleep.
 */
export type SwitchState = 'paused' | 'cut' | 'resuming';

/** What is switched off, per connector of a municipality, until a person switches it on again. No row: it runs. */
export const switches = defineTable('outbox_switches', {
  /** A port's id; `*` stands for everything in the municipality's outbox, also events and messages that wait for their receivers; `*restore` for the same, held by a restore. */
  port: column.text(60),
  state: column.text<SwitchState>(10),
  /** A code: `maintenance`, `runaway-retries`, `restored`. */
  why: column.text(80),
  /** Reference of who did it. */
  by: column.text(100),
  /** Real time. */
  since: column.instant(),
}, { key: ['port'] });
export type Switch = Row<typeof switches>;
export const everyPort = '*';
/** The pause of a restore, beside what a person switched off: neither ends the other. No connector can have this name. */
export const restorePort = '*restore';

export const outbox002 = defineMigration('outbox/002-switches', async (schema) => {
  await schema.createTable('outbox_switches', {
    port: column.text(60), state: column.text(10), why: column.text(80), by: column.text(100), since: column.instant(),
  }, { key: ['port'] });
});
