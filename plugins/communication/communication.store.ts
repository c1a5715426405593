import { z } from 'zod';
import { citizen, mediumSchema, type Medium } from '#connectors/crm/crm.port.ts';
import type { Language } from '#services/belgium/language.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import { callsBySchema, type CallsBy, type Notice, type Recipient } from './communication.contract.ts';

export type MessageState = 'waiting' | 'sent' | 'delivered' | 'read' | 'failed' | 'parked';
export type CallState = 'open' | 'done' | 'in-vain' | 'overtaken';

/** What is needed to send it, and to try the next medium when this one turns out not to work. */
const personal = z.object({
  subject: z.string(), values: z.record(z.string(), z.string()),
  contact: citizen.pick({ firstName: true, lastName: true, address: true, email: true, mobile: true, phone: true }),
  /** Media still to be tried after this one. */
  next: z.array(mediumSchema),
  /** Who telephones, where that is the next one; it was the clerks before anybody else could. */
  callsBy: callsBySchema.default('clerks'),
});
export type MessagePersonal = z.output<typeof personal>;

export const messages = defineTable('communication_messages', {
  id: column.id(),
  dossier: column.id(),
  notice: column.text<Notice>(40),
  medium: column.text<Medium>(20),
  language: column.text<Language>(2),
  recipient: column.text<Recipient>(20),
  /** What it is about; the same dossier is told the same thing once. */
  once: column.text(120),
  state: column.text<MessageState>(10),
  /** The gateway's id: its reports name it. */
  messageId: column.nullable(column.text(100)),
  at: column.instant(),
  personal: column.sealed(personal),
}, { key: ['id'], bound: ['dossier'], unique: [['dossier', 'once', 'recipient', 'medium']], indexes: [['dossier', 'at'], ['messageId'], ['state']] });
export type Message = Row<typeof messages>;

/** Citizens to be telephoned. */
export const calls = defineTable('communication_calls', {
  id: column.id(),
  dossier: column.id(),
  notice: column.text<Notice>(40),
  language: column.text<Language>(2),
  once: column.text(120),
  state: column.text<CallState>(10),
  tries: column.integer(),
  since: column.instant(),
  /** Null: it stands on the list of the clerks. */
  heldBy: column.nullable(column.text<Exclude<CallsBy, 'clerks'>>(20)),
  personal: column.sealed(personal),
}, { key: ['id'], bound: ['dossier'], unique: [['dossier', 'once']], indexes: [['state', 'tries', 'since']] });
export type Call = Row<typeof calls>;

export const communicationTables = [messages, calls] as const;
