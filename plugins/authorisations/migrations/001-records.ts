import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const authorisations001 = defineMigration('authorisations/001-records', async (schema) => {
  await schema.createTable('authorisations_records', {
    holder: column.text(20), reference: column.text(100), act: column.text(30), validFrom: column.day(), validUntil: column.day(),
    withdrawn: column.flag(), checkedAt: column.instant(), warnedFor: column.nullable(column.day()),
  }, { key: ['holder', 'reference', 'act'], indexes: [['validUntil']] });
});
