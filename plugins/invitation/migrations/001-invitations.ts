import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const invitation001 = defineMigration('invitation/001-invitations', async (schema) => {
  await schema.createTable('invitation_invitations', {
    dossier: column.id(), codeIndex: column.text(80), toldAt: column.nullable(column.instant()), remindedAt: column.nullable(column.instant()),
    letterAt: column.nullable(column.instant()), personal: column.sealed(z.unknown()),
  }, { key: ['dossier'], unique: [['codeIndex']], indexes: [['toldAt']] });
});
