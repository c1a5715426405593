import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const authorisations002 = defineMigration('authorisations/002-days', async (schema) => {
  await schema.createTable('authorisations_days', { act: column.text(30), day: column.day(), status: column.text(12) }, { key: ['act', 'day'], indexes: [['day']] });
  await schema.createTable('authorisations_agreements', {
    reference: column.text(60), validFrom: column.day(), validUntil: column.day(), recordedBy: column.text(100), recordedAt: column.instant(), warnedFor: column.nullable(column.day()),
  }, { key: ['reference'], indexes: [['validUntil']] });
}, { additive: true });
