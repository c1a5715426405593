import { z } from 'zod';
import { column, defineTable, type Row } from '#services/kernel/table.ts';

/** How far the invitation of a dossier is, and the code that opens it. It goes when the dossier ends. */
export const invitations = defineTable('invitation_invitations', {
  dossier: column.id(),
  /** Who belongs to a group is invited; who belongs to none is told where the counter is, and is not reminded. */
  notice: column.text<'invitation' | 'counter-information'>(30),
  /** Blind index of the personal code. */
  codeIndex: column.blindIndex('invitation-code', { in: 'personal', as: 'code' }),
  /** When the first message was given to be sent; null: that is still to be done. */
  handedAt: column.nullable(column.instant()),
  /** When the first message was really sent. */
  toldAt: column.nullable(column.instant()),
  remindedAt: column.nullable(column.instant()),
  /** When a letter went, or could not go. */
  letterAt: column.nullable(column.instant()),
  /** When the citizen said not to need another message. */
  quietAt: column.nullable(column.instant()),
  personal: column.sealed(z.object({ code: z.string() })),
}, { key: ['dossier'], unique: [['codeIndex']], indexes: [['notice', 'handedAt']] });
export type Invitation = Row<typeof invitations>;

/** Cards that are being renewed at the counter, as the eID tool said. */
export const counterRenewals = defineTable('invitation_counter_renewals', {
  /** Blind index of the card number, which is kept nowhere: it stays under the key of its day. */
  cardIndex: column.blindIndex('card', null),
  at: column.instant(),
}, { key: ['cardIndex'], indexes: [['at']] });

/** The day of the last check that saw everything. */
export const checks = defineTable('invitation_checks', { what: column.text<'expiry'>(20), day: column.day() }, { key: ['what'] });

/** Wrong codes per hour: guessing shows. */
export const wrongCodes = defineTable('invitation_wrong_codes', { hour: column.instant(), tries: column.integer() }, { key: ['hour'] });

/** Who asked for a fresh code on the website. What was typed goes as soon as it was judged; what leads to nobody goes whole. */
export const codeAsks = defineTable('invitation_code_asks', {
  id: column.id(),
  at: column.instant(),
  /** Whose it was found to be. */
  dossier: column.nullable(column.id()),
  /** First what was typed, then the fresh code until it was given to be sent. */
  personal: column.sealed(z.object({ typed: z.object({ cardNumber: z.string(), birthDate: z.string() }).nullable(), code: z.string().nullable() })),
}, { key: ['id'], bound: ['dossier'], indexes: [['dossier', 'at'], ['at']] });
export type CodeAsk = Row<typeof codeAsks>;

export const invitationTables = [invitations, counterRenewals, checks, wrongCodes, codeAsks] as const;
