import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

const sealed = column.sealed(z.unknown());
const nullable = column.nullable;

export const journey001 = defineMigration('journey/001-dossiers', async (schema) => {
  await schema.createTable('journey_dossiers', {
    id: column.id(), person: column.id(), cardIndex: column.text(80), cycle: column.integer(), state: column.text(40), sequence: column.integer(),
    ground: nullable(column.text(30)), deliverBy: nullable(column.text(20)), expiresOn: column.day(), openedAt: column.instant(), stateSince: column.instant(),
    previous: nullable(column.id()), personal: sealed,
  }, { key: ['id'], unique: [['cardIndex', 'cycle']], indexes: [['state', 'stateSince'], ['person'], ['expiresOn']] });
  await schema.createTable('journey_history', {
    dossier: column.id(), sequence: column.integer(), move: column.text(50), fromState: nullable(column.text(40)), state: column.text(40),
    occurredAt: column.instant(), recordedAt: column.instant(), actor: column.text(100), reason: nullable(column.text(80)),
  }, { key: ['dossier', 'sequence'], indexes: [['occurredAt']] });
  await schema.createTable('journey_persons', { id: column.id(), createdAt: column.instant() }, { key: ['id'] });
  await schema.createTable('journey_person_numbers', {
    id: column.id(), person: column.id(), inszIndex: column.text(80), knownSince: column.day(), replacedOn: nullable(column.day()), personal: sealed,
  }, { key: ['id'], unique: [['inszIndex']], indexes: [['person', 'replacedOn']] });
});
