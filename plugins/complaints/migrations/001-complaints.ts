import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const complaints001 = defineMigration('complaints/001-complaints', async (schema) => {
  await schema.createTable('complaints_complaints', {
    id: column.id(), dossier: column.nullable(column.id()), person: column.nullable(column.id()), source: column.text(20), about: column.text(20), tone: column.text(10), state: column.text(10),
    sequence: column.integer(), receivedAt: column.instant(), answerOn: column.nullable(column.day()), dueOn: column.nullable(column.day()), endedAt: column.nullable(column.instant()),
    reason: column.nullable(column.text(30)), told: column.nullable(column.text(10)), mark: column.nullable(column.blindIndex('complaint', { in: 'words', as: 'crmReference' })), crmChangedAt: column.nullable(column.instant()),
    words: column.sealed(z.unknown()),
  }, { key: ['id'], indexes: [['state', 'dueOn'], ['dossier'], ['mark'], ['receivedAt']] });
  await schema.createTable('complaints_steps', {
    complaint: column.id(), sequence: column.integer(), step: column.text(20), at: column.instant(), actor: column.text(100), tone: column.nullable(column.text(10)), reason: column.nullable(column.text(30)),
  }, { key: ['complaint', 'sequence'] });
}, { additive: true });
