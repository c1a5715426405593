import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const appointments002 = defineMigration('appointments/002-feeds', async (schema) => {
  await schema.createTable('appointments_feeds', {
    official: column.text(60), secretHash: column.text(43), since: column.instant(), until: column.instant(),
  }, { key: ['official'], unique: [['secretHash']] });
});
