import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const outreach001 = defineMigration('outreach/001-citizens', async (schema) => {
  const [instant, id] = [column.nullable(column.instant()), column.nullable(column.id())];
  const text = (length: number) => column.nullable(column.text(length));
  await schema.createTable('outreach_citizens', {
    id: column.id(), inszIndex: column.text(80), cardIndex: column.text(80), year: column.integer(), expiresOn: column.day(), person: id, dossier: id, state: text(40), sequence: column.integer(),
    toldAt: instant, lastToldAt: instant, toldBy: text(20), failedBy: text(20), representativeTold: column.flag(), askedAt: instant, call: text(20), counterAt: instant, trouble: text(20), look: column.integer(),
  }, { key: ['id'], unique: [['year', 'inszIndex']], indexes: [['inszIndex'], ['dossier'], ['cardIndex'], ['expiresOn'], ['year', 'person']] });
  await schema.createTable('outreach_looks', {
    what: column.text(10), look: column.integer(), year: column.integer(), begunOn: column.day(), doneUntil: column.nullable(column.day()), finishedAt: instant, unreadable: column.integer(), lastFinishedAt: instant, heardUntil: instant,
  }, { key: ['what'] });
}, { additive: true });
