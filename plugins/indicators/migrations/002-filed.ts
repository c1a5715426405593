import { defineMigration } from '#services/kernel/migration.ts';

export const indicators002 = defineMigration('indicators/002-filed', async (schema) => {
  await schema.addIndex('indicators_complaints', ['filedAt']);
}, { additive: true });
