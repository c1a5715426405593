import { z } from 'zod';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import { defineMigration } from '#services/kernel/migration.ts';

/** Answers to public POSTs with an `Idempotency-Key`: the same key gives the same answer, and is never carried out twice. */
export const answers = defineTable('idempotency_answers', {
  /** Of caller and key, neither of which is kept: it stays under the key of its day. */
  id: column.blindIndex('idempotency', null),
  action: column.text(100),
  /** Of the request: the same key with another request is a mistake. */
  request: column.blindIndex('idempotency', null),
  state: column.text<'begun' | 'answered'>(10),
  /** Real time. */
  begunAt: column.instant(),
  answer: column.nullable(column.sealed(z.unknown())),
}, { key: ['id'], indexes: [['begunAt']] });

export type Answer = Row<typeof answers>;

export const idempotencyTables = [answers] as const;

export const idempotency001 = defineMigration('idempotency/001-answers', async (schema) => {
  await schema.createTable('idempotency_answers', {
    id: column.text(80), action: column.text(100), request: column.text(80), state: column.text(10), begunAt: column.instant(),
    answer: column.nullable(column.sealed(z.unknown())),
  }, { key: ['id'], indexes: [['begunAt']] });
});
