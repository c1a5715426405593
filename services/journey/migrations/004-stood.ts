import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

/** What stood after a line of the history; lines of before say nothing. The night's look at what was recorded since the last one goes by the index. */
export const journey004 = defineMigration('journey/004-stood', async (schema) => {
  await schema.addColumns('journey_history', { ground: column.nullable(column.text(30)), deliverBy: column.nullable(column.text(20)) });
  await schema.addIndex('journey_history', ['recordedAt', 'dossier']);
}, { additive: true });
