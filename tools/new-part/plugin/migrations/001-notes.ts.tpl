import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

/** Its own copy of the columns: the table may move on, a migration never. */
export const __camel__001 = defineMigration('__name__/001-notes', async (schema) => {
  await schema.createTable('__name___notes', {
    id: column.id(), dossier: column.id(), keptAt: column.instant(), text: column.sealed(z.string()),
  }, { key: ['id'], indexes: [['dossier', 'keptAt']] });
});
