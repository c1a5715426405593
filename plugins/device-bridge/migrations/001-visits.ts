import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const deviceBridge001 = defineMigration('device-bridge/001-visits', async (schema) => {
  await schema.createTable('device_bridge_visits', {
    id: column.id(), dossier: column.id(), device: column.text(100), purpose: column.text(20), holder: column.text(20), reference: column.text(100),
    openedBy: column.text(100), openedAt: column.instant(), expiresAt: column.instant(), endedAt: column.nullable(column.instant()),
  }, { key: ['id'], indexes: [['dossier']] });
  await schema.createTable('device_bridge_open_visits', {
    device: column.text(100), dossier: column.id(), visit: column.id(), expiresAt: column.instant(),
  }, { key: ['device'], unique: [['dossier'], ['visit']], indexes: [['expiresAt']] });
  await schema.createTable('device_bridge_requests', {
    visit: column.id(), kind: column.text(20), request: column.id(), state: column.text(20), requestedAt: column.instant(), tries: column.integer(),
    failure: column.nullable(column.text(100)), asked: column.text(200), fingers: column.longText(), sealed: column.nullable(column.id()),
  }, { key: ['visit', 'kind'] });
});
