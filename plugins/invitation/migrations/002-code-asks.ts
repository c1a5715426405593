import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const invitation002 = defineMigration('invitation/002-code-asks', async (schema) => {
  await schema.createTable('invitation_code_asks', {
    id: column.id(), at: column.instant(), dossier: column.nullable(column.id()), personal: column.sealed(z.unknown()),
  }, { key: ['id'], indexes: [['dossier', 'at'], ['at']] });
}, { additive: true });
