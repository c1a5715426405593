import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const signIn001 = defineMigration('sign-in/001-attempts', async (schema) => {
  await schema.createTable('sign-in_attempts', {
    id: column.id(), returnUrl: column.text(500), expiresAt: column.instant(), usedAt: column.nullable(column.instant()), personal: column.sealed(z.unknown()),
  }, { key: ['id'], indexes: [['expiresAt']] });
});
