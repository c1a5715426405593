import { z } from 'zod';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';
import { senderMark } from './sender-mark.ts';

/** `whole`: as it came; `too-large`: longer than we keep; `withheld`: of a kind that may hold biometrics, of which nothing stays here. */
export type Kept = 'whole' | 'too-large' | 'withheld';
/** `waiting` for a person; `taken-in`: it was understood later; `dismissed` by a person. */
export type LetterState = 'waiting' | 'taken-in' | 'dismissed';

const issues = z.array(z.object({ name: z.string(), detail: z.string() }));
export const rawLetter = z.object({ payload: z.record(z.string(), z.unknown()).nullable(), issues });

/** Inbound messages that we did not understand, by the mark of the sender's id. The raw source is sealed, and goes with that id as soon as the letter is settled. */
export const letters = defineTable('outbox_letters', {
  id: column.id(),
  /** `bpost.deliveryMessage`. */
  source: column.text(120),
  /** An id of ours; on rows from before there were marks, the sender's. */
  messageId: column.text(200),
  state: column.text<LetterState>(10),
  kept: column.text<Kept>(10),
  /** How often it came. */
  times: column.integer(),
  /** Real time of the last time. */
  receivedAt: column.instant(),
  settledAt: column.nullable(column.instant()),
  raw: column.nullable(column.sealed(rawLetter)),
  ...senderMark,
}, { key: ['id'], unique: [['source', 'messageId']], indexes: [['state', 'receivedAt'], ['source', 'mark']] });
export type Letter = Row<typeof letters>;

export const outbox004 = defineMigration('outbox/004-letters', async (schema) => {
  await schema.createTable('outbox_letters', {
    id: column.id(), source: column.text(120), messageId: column.text(200), state: column.text(10), kept: column.text(10), times: column.integer(),
    receivedAt: column.instant(), settledAt: column.nullable(column.instant()), raw: column.nullable(column.sealed(z.unknown())),
  }, { key: ['id'], unique: [['source', 'messageId']], indexes: [['state', 'receivedAt']] });
});
