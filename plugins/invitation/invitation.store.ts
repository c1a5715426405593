import { z } from 'zod';
import { column, defineTable, type Row } from '#services/kernel/table.ts';

/** How far the invitation of a dossier is, and the code that opens it. */
export const invitations = defineTable('invitation_invitations', {
  dossier: column.id(),
  /** Blind index of the personal code. */
  codeIndex: column.text(80),
  /** When the first message was really sent; null while it is on its way, or went nowhere. */
  toldAt: column.nullable(column.instant()),
  remindedAt: column.nullable(column.instant()),
  letterAt: column.nullable(column.instant()),
  personal: column.sealed(z.object({ code: z.string() })),
}, { key: ['dossier'], unique: [['codeIndex']], indexes: [['toldAt']] });
export type Invitation = Row<typeof invitations>;

export const invitationTables = [invitations] as const;
