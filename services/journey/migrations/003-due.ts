import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const journey003 = defineMigration('journey/003-due', async (schema) => {
  await schema.addColumns('journey_dossiers', { dueAt: column.nullable(column.instant()) });
  await schema.addIndex('journey_dossiers', ['dueAt']);
});
