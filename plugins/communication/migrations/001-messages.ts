import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const communication001 = defineMigration('communication/001-messages', async (schema) => {
  const personal = column.sealed(z.unknown());
  await schema.createTable('communication_messages', {
    id: column.id(), dossier: column.id(), notice: column.text(40), medium: column.text(20), language: column.text(2), recipient: column.text(20), once: column.text(120),
    state: column.text(10), messageId: column.nullable(column.text(100)), at: column.instant(), personal,
  }, { key: ['id'], unique: [['dossier', 'once', 'recipient', 'medium']], indexes: [['dossier', 'at'], ['messageId'], ['state']] });
  await schema.createTable('communication_calls', {
    id: column.id(), dossier: column.id(), notice: column.text(40), language: column.text(2), once: column.text(120), state: column.text(10), tries: column.integer(),
    since: column.instant(), personal,
  }, { key: ['id'], unique: [['dossier', 'once']], indexes: [['state', 'tries', 'since']] });
});
