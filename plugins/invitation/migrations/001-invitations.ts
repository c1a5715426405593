import { z } from 'zod';
import { defineMigration } from '#services/kernel/migration.ts';
import { column } from '#services/kernel/table.ts';

export const invitation001 = defineMigration('invitation/001-invitations', async (schema) => {
  const instant = column.nullable(column.instant());
  await schema.createTable('invitation_invitations', {
    dossier: column.id(), notice: column.text(30), codeIndex: column.text(80), handedAt: instant, toldAt: instant, remindedAt: instant, letterAt: instant, quietAt: instant,
    personal: column.sealed(z.unknown()),
  }, { key: ['dossier'], unique: [['codeIndex']], indexes: [['notice', 'handedAt']] });
  await schema.createTable('invitation_counter_renewals', { cardIndex: column.text(80), at: column.instant() }, { key: ['cardIndex'], indexes: [['at']] });
  await schema.createTable('invitation_checks', { what: column.text(20), day: column.day() }, { key: ['what'] });
  await schema.createTable('invitation_wrong_codes', { hour: column.instant(), tries: column.integer() }, { key: ['hour'] });
});
