import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const appointments001 = defineMigration('appointments/001-visits', async (schema) => {
  await schema.createTable('appointments_visits', {
    id: column.id(), dossier: column.id(), purpose: column.text(20), standing: column.text(40), state: column.text(20), official: column.text(60), postcode: column.text(4),
    start: column.instant(), end: column.instant(), heldUntil: column.nullable(column.instant()), heldAt: column.instant(), createdAt: column.instant(),
    changedAt: column.instant(), sequence: column.integer(), reason: column.nullable(column.text(60)),
  }, { key: ['id'], unique: [['dossier', 'purpose', 'standing']], indexes: [['official', 'start'], ['state', 'heldUntil']] });
  await schema.createTable('appointments_quarters', {
    official: column.text(60), quarter: column.integer(), visit: column.id(),
  }, { key: ['official', 'quarter'], indexes: [['visit']] });
  await schema.createTable('appointments_official_days', {
    official: column.text(60), day: column.day(), touchedBy: column.id(),
  }, { key: ['official', 'day'] });
});
