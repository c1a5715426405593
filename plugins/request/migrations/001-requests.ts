import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const requests001 = defineMigration('request/001-requests', async (schema) => {
  await schema.createTable('request_logins', {
    id: column.id(), returnUrl: column.text(500), expiresAt: column.instant(), usedAt: column.nullable(column.instant()), personal: column.sealed(z.unknown()),
  }, { key: ['id'], indexes: [['expiresAt']] });
  await schema.createTable('request_requests', {
    dossier: column.id(), declaredBy: column.text(20), requestedAt: column.instant(),
  }, { key: ['dossier'] });
});
