import { z } from 'zod';
import type { ComplaintTone, complaintSubject, Medium } from '#connectors/crm/crm.port.ts';
import { column, defineTable, type Row } from '#services/kernel/table.ts';
import type { ComplaintSource, ComplaintState, EndReason } from './complaints.contract.ts';

export type Subject = z.output<typeof complaintSubject>;
export type Told = Medium | 'crm' | 'nobody';
export type Step = 'filed' | 'judged' | 'taken-up' | 'answered' | 'closed';

/** Both sides' own words, which may name anybody; and what the CRM calls it, for a CRM may put anything into its reference. */
const words = z.object({ text: z.string(), answer: z.string().nullable(), crmReference: z.string().nullable() });

export const complaintRows = defineTable('complaints_complaints', {
  id: column.id(),
  dossier: column.nullable(column.id()),
  /** Whose it is, where it hangs on no dossier and its citizen was known here. */
  person: column.nullable(column.id()),
  source: column.text<ComplaintSource>(20),
  about: column.text<Subject>(20),
  tone: column.text<ComplaintTone>(10),
  state: column.text<ComplaintState>(10),
  /** Number of its last step. */
  sequence: column.integer(),
  /** Business time; of a letter or the CRM it may lie before it was noted here. */
  receivedAt: column.instant(),
  answerOn: column.nullable(column.day()),
  dueOn: column.nullable(column.day()),
  endedAt: column.nullable(column.instant()),
  reason: column.nullable(column.text<EndReason>(30)),
  told: column.nullable(column.text<Told>(10)),
  /** By which it is known when the CRM tells of it again. */
  mark: column.nullable(column.blindIndex('complaint', { in: 'words', as: 'crmReference' })),
  /** Which state of it the CRM told last: an older one changes nothing any more. */
  crmChangedAt: column.nullable(column.instant()),
  words: column.sealed(words),
}, { key: ['id'], bound: ['dossier', 'person'], indexes: [['state', 'dueOn'], ['dossier'], ['mark'], ['receivedAt']] });
export type Complaint = Row<typeof complaintRows>;

/** Append-only: what was done about a complaint, by whom and when. Codes only. */
export const complaintSteps = defineTable('complaints_steps', {
  complaint: column.id(),
  sequence: column.integer(),
  step: column.text<Step>(20),
  at: column.instant(),
  actor: column.text(100),
  tone: column.nullable(column.text<ComplaintTone>(10)),
  reason: column.nullable(column.text<EndReason>(30)),
}, { key: ['complaint', 'sequence'] });

export const complaintsTables = [complaintRows, complaintSteps] as const;
export const openStates: readonly ComplaintState[] = ['received', 'taken-up'];
export const endedStates: readonly ComplaintState[] = ['answered', 'closed'];
