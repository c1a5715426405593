import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

const { nullable } = column;

export const indicators001 = defineMigration('indicators/001-measured', async (schema) => {
  await schema.createTable('indicators_measured', {
    dossier: column.id(), measure: column.text(40), part: column.integer(), ground: column.text(30), deliverBy: column.text(20), official: column.text(100),
    begun: column.day(), day: column.day(), until: column.day(), value: column.integer(),
  }, { key: ['dossier', 'measure', 'part'], indexes: [['measure', 'day'], ['measure', 'until']] });
  await schema.createTable('indicators_counted', { dossier: column.id(), sequence: column.integer(), openedOn: column.day() }, { key: ['dossier'], indexes: [['openedOn']] });
  await schema.createTable('indicators_tallies', {
    measure: column.text(40), ground: column.text(30), deliverBy: column.text(20), official: column.text(100), grain: column.text(10), period: column.text(7), counts: column.longText(),
  }, { key: ['measure', 'ground', 'deliverBy', 'official', 'grain', 'period'] });
  await schema.createTable('indicators_turns', { name: column.text(20), at: column.instant() }, { key: ['name'] });
  await schema.createTable('indicators_complaints', {
    complaint: column.id(), dossier: column.id(), filedAt: nullable(column.instant()), tone: column.text(20), tonedAt: column.instant(),
  }, { key: ['complaint'], indexes: [['dossier']] });
  await schema.createTable('indicators_renewals', { renewal: column.id(), dossier: nullable(column.id()), at: column.instant() }, { key: ['renewal'], indexes: [['dossier'], ['at']] });
}, { additive: true });
