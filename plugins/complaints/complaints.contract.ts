import { z } from 'zod';
import { complaintSubject, complaintTone, crm, mediumSchema } from '#connectors/crm/crm.port.ts';
import { daySchema } from '#services/belgium/day.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const complaint = z.uuid();
const dossier = z.uuid();

/** How it came in: `call` is what a citizen said while a clerk telephoned, `telephone` and `letter` are of the citizen's own accord. */
export const complaintSource = z.enum(['citizen', 'call', 'telephone', 'letter', 'crm']);
export type ComplaintSource = z.output<typeof complaintSource>;
/** Those that an official notes down. */
export const notedSource = complaintSource.extract(['call', 'telephone', 'letter']);

export const complaintState = z.enum(['received', 'taken-up', 'answered', 'closed']);
export type ComplaintState = z.output<typeof complaintState>;

/** Why a complaint ends without an answer from here. */
export const closeReason = z.enum(['answered-elsewhere', 'withdrawn', 'filed-twice', 'not-about-this-service']);
/** Beside those: a positive word asks for nothing, and the CRM may end one there. */
export const endReason = z.enum([...closeReason.options, 'nothing-asked', 'closed-in-crm']);
export type EndReason = z.output<typeof endReason>;

/** One complaint without its words: who reads a list looks nobody up. */
const complaintLine = z.object({
  complaint, dossier: dossier.nullable().describe('Null: the CRM told it of somebody who had no dossier here.'),
  source: complaintSource, about: complaintSubject, tone: complaintTone, state: complaintState,
  receivedAt: z.int().describe('Epoch milliseconds UTC.'),
  answerOn: daySchema.nullable().describe('The last day for an answer; null when none is asked for.'),
  dueOn: daySchema.nullable().describe('The last day for the next step; null when there is none.'), overdue: z.boolean(),
  endedAt: z.int().nullable(), reason: endReason.nullable(),
  told: z.enum([...mediumSchema.options, 'crm', 'nobody']).nullable().describe('How the answer went to the citizen. `crm`: the CRM tells it. `nobody`: no medium reached the citizen.'),
});

const acted = z.object({ complaint, state: complaintState });
const tone = { complaint, dossier: dossier.nullable(), tone: complaintTone };

/** Complaints about the home service (K6), and other words: taken in from four sides, followed to their end, answered here or in the CRM. */
export const complaints = defineContract('complaints', {
  title: 'Takes in complaints about the home service and follows them until they are answered, here or in the CRM',
  config: z.strictObject({
    answeredBy: z.enum(['crm', 'here']).default('crm').describe('Where complaints are answered: where the municipality answers all others, or here, by the officials of the home service. The CRM is told of all either way.'),
    takeUpWithinDays: z.int().min(1).max(60).default(10).describe('Days after receipt within which somebody takes a complaint up, where they are answered here.'),
    answerWithinDays: z.int().min(1).max(365).default(45).describe('Days after receipt within which a complaint is answered. The regulation of the municipality says how many.'),
  }),
  uses: { crm },
  calls: ['communication.tell'],
  actions: {
    file: {
      kind: 'command', summary: 'Takes in what a citizen says about a dossier, and how it was.', scope: 'complaints:file',
      input: z.strictObject({
        dossier, about: complaintSubject, tone: complaintTone.default('negative').describe('How it was, in the citizen\'s own word.'),
        text: z.string().trim().min(1).max(4000).describe('In the citizen\'s own words.'),
        source: notedSource.optional().describe('How it reached an official; a citizen writes it himself or herself.'),
        receivedOn: daySchema.optional().describe('The day on which a letter came in; today when left out.'),
      }),
      output: z.object({ complaint, answerOn: daySchema.nullable().describe('The last day for an answer; null when none is asked for.') }),
    },
    list: {
      kind: 'query', summary: 'Complaints, the most pressing first, without their words.', scope: 'complaints:read',
      input: z.strictObject({
        state: z.enum([...complaintState.options, 'open', 'overdue']).optional(), tone: complaintTone.optional(), about: complaintSubject.optional(), source: complaintSource.optional(),
        limit: z.int().min(1).max(200).default(50), offset: z.int().min(0).default(0),
      }),
      output: z.object({ complaints: z.array(complaintLine), total: z.int(), open: z.int().describe('All that are open, whatever was asked.'), overdue: z.int().describe('Of those, what is past its day.') }),
    },
    show: {
      kind: 'query', summary: 'One complaint with its words and what was done about it.', scope: 'complaints:read',
      input: z.strictObject({ complaint }),
      output: complaintLine.extend({
        text: z.string(), answer: z.string().nullable(), answeredBy: z.enum(['crm', 'here']),
        steps: z.array(z.object({
          step: z.enum(['filed', 'judged', 'taken-up', 'answered', 'closed']), at: z.int().describe('Epoch milliseconds UTC.'), by: z.string().describe('Reference of who did it.'),
          tone: complaintTone.nullable(), reason: endReason.nullable(),
        })),
        may: z.object({ judge: z.boolean(), takeUp: z.boolean(), answer: z.boolean(), close: z.boolean() }),
      }),
    },
    ofDossier: {
      kind: 'query', summary: 'What was said about a dossier and what became of it, for the citizen.', scope: 'complaints:follow',
      input: z.strictObject({ dossier }),
      output: z.object({
        complaints: z.array(complaintLine.pick({ complaint: true, about: true, tone: true, state: true, receivedAt: true, answerOn: true, endedAt: true }).extend({ answer: z.string().nullable() })),
      }),
    },
    judge: {
      kind: 'command', summary: 'Judges the tone of a complaint anew.', scope: 'complaints:handle', input: z.strictObject({ complaint, tone: complaintTone }), output: acted.extend({ tone: complaintTone }),
    },
    takeUp: { kind: 'command', summary: 'Takes a complaint up: somebody is at it.', scope: 'complaints:handle', input: z.strictObject({ complaint }), output: acted },
    answer: {
      kind: 'command', summary: 'Answers a complaint: the citizen is told in his or her medium, and the CRM hears of it.', scope: 'complaints:handle',
      input: z.strictObject({ complaint, text: z.string().trim().min(1).max(4000).describe('In the citizen\'s language.') }), output: acted,
    },
    close: { kind: 'command', summary: 'Ends a complaint without an answer from here, and says why.', scope: 'complaints:handle', input: z.strictObject({ complaint, reason: closeReason }), output: acted },
  },
  events: {
    filed: z.object({ ...tone, at: z.int().describe('When it was received, epoch milliseconds UTC.') }).describe('A citizen said something about the service: a complaint, or a word of praise.'),
    judged: z.object({ ...tone, at: z.int().describe('When it was judged, epoch milliseconds UTC.') }).describe('The tone of a complaint was judged anew: the latest counts, on the day on which it was received.'),
    answered: z.object({ complaint, dossier: dossier.nullable(), at: z.int() }).describe('A complaint was answered, here or in the CRM.'),
    closed: z.object({ complaint, dossier: dossier.nullable(), at: z.int() }).describe('A complaint ended without an answer.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof complaints> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof complaints> {}
}
