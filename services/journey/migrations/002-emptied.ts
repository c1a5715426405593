import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const journey002 = defineMigration('journey/002-emptied', async (schema) => {
  await schema.addColumns('journey_dossiers', { emptiedAt: column.nullable(column.instant()) });
  await schema.addIndex('journey_dossiers', ['emptiedAt', 'stateSince']);
});
