import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const delivery001 = defineMigration('delivery/001-deliveries', async (schema) => {
  await schema.createTable('delivery_deliveries', {
    dossier: column.id(), order: column.text(100), by: column.nullable(column.text(20)), start: column.nullable(column.instant()), end: column.nullable(column.instant()),
    attempts: column.integer(), bpostAsked: column.flag(), bizaClosedAt: column.nullable(column.instant()), eidToolClosedAt: column.nullable(column.instant()),
    crmClosedAt: column.nullable(column.instant()),
  }, { key: ['dossier'] });
  await schema.createTable('delivery_cards', {
    order: column.text(100), dossier: column.id(), status: column.text(20), expectedOn: column.day(), arrivedAt: column.nullable(column.instant()),
    claimBefore: column.nullable(column.day()), warnedAt: column.nullable(column.instant()), activatedAt: column.nullable(column.instant()),
    endedAt: column.nullable(column.instant()), personal: column.sealed(z.unknown()),
  }, { key: ['order'], indexes: [['dossier'], ['endedAt', 'arrivedAt'], ['claimBefore']] });
  await schema.createTable('delivery_handovers', {
    id: column.id(), dossier: column.id(), number: column.integer(), visit: column.id(), device: column.text(100), holder: column.text(20), reference: column.text(100),
    startedAt: column.instant(), endedAt: column.nullable(column.instant()), document: column.nullable(column.text(30)), oldCard: column.text(20), code: column.text(20),
    codeSealed: column.nullable(column.id()), activation: column.text(20), effect: column.nullable(column.id()), relayedAt: column.nullable(column.instant()), script: column.nullable(column.sealed(z.unknown())),
  }, { key: ['id'], unique: [['dossier', 'number']], indexes: [['visit']] });
  await schema.createTable('delivery_failed_attempts', {
    order: column.text(100), what: column.text(60), at: column.instant(),
  }, { key: ['order', 'what'] });
});
