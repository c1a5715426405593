import { z } from 'zod';
import { crm, mediumSchema } from '#connectors/crm/crm.port.ts';
import { callOutcome, messaging } from '#connectors/messaging/messaging.port.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const dossier = z.uuid();

/** Everything that we ever tell a citizen. The texts stand in one catalogue, in every language. */
export const noticeSchema = z.enum([
  'invitation', 'reminder', 'invitation-letter', 'counter-information', 'fresh-code',
  'visit-confirmed', 'visit-moved', 'visit-cancelled', 'visit-missed', 'moment-lost',
  'payment-requested', 'payment-expired', 'refund',
  'delivery-planned', 'card-late', 'card-lost', 'delivery-failed', 'card-waits-at-counter', 'unclaimed-soon',
  'closed', 'withdrawn', 'referred-to-counter',
  'complaint-received', 'complaint-answered',
]);
export type Notice = z.output<typeof noticeSchema>;

export type CallOutcome = z.output<typeof callOutcome>;
export const callOutcomes = callOutcome.options;

/** Who telephones citizens. */
export const callsBySchema = z.enum(['clerks', 'contact-centre']);
export type CallsBy = z.output<typeof callsBySchema>;

/** A representative (guardian, carer, parent) is told beside the citizen. */
export const recipientSchema = z.enum(['citizen', 'representative']);
export type Recipient = z.output<typeof recipientSchema>;

export const messageView = z.object({
  message: z.uuid(), notice: noticeSchema, medium: mediumSchema, language: languageSchema, subject: z.string(),
  at: z.int().describe('Epoch milliseconds UTC.'), to: recipientSchema,
  state: z.enum(['waiting', 'sent', 'delivered', 'read', 'failed', 'parked', 'overtaken']).describe('parked: nobody knows whether it was sent. overtaken: a call that was not made before something newer was to be told.'),
});

/** The communication module (J3): composes from the citizen's CRM data in the citizen's language and sends by the preferred medium. */
export const communication = defineContract('communication', {
  title: 'Tells citizens what happens, in their language and by the medium they prefer',
  config: z.strictObject({
    media: z.array(mediumSchema).min(1).default(['email', 'sms', 'whatsapp', 'telephone', 'letter']).describe('Media that this municipality uses. The e-Box is one only where it is named.'),
    callsBy: callsBySchema.default('clerks').describe('Who telephones: clerks, from the call list here, or the contact centre of the messaging connector. What the centre does not take comes on the call list.'),
    callTries: z.int().min(1).max(20).default(3).describe('Calls without answer after which another medium is tried.'),
    letterWhenAsked: z.boolean().default(true).describe('A citizen who asked for letters gets one at once, without a digital message first.'),
    sender: z.strictObject({ name: z.string().max(80).describe('Who writes, as citizens know it.'), telephone: z.string().max(20).describe('Where a citizen can call.'), counter: z.string().max(120).describe('Address and hours of the counter.') }).describe('What stands below every message.'),
  }),
  uses: { crm, messaging },
  calls: ['appointments.ofDossier'],
  actions: {
    tell: {
      kind: 'command', summary: 'Tells the citizen (and the representative) something about a dossier.', scope: 'communication:tell',
      input: z.strictObject({
        dossier, notice: noticeSchema,
        values: z.record(z.string(), z.union([z.string(), z.number()])).default({}).describe('What the text needs: link, code, start (epoch ms), amount (cents), reason…'),
        medium: mediumSchema.optional().describe('This one or none, whatever the preference.'),
        once: z.string().max(120).describe('What this is about: `visit-moved:<appointment>:<start>`. The same dossier is told the same thing once, however often the caller repeats itself.'),
      }),
      output: z.object({ medium: mediumSchema.nullable().describe('Null when no medium reaches this citizen.'), messages: z.array(z.uuid()).describe('Messages and calls that this became.') }),
    },
    messages: { kind: 'query', summary: 'What was told about a dossier, oldest first.', scope: 'communication:read', input: z.strictObject({ dossier }), output: z.object({ messages: z.array(messageView) }) },
    callList: {
      kind: 'query', summary: 'Citizens to be telephoned by clerks, with the script to read.', scope: 'communication:call',
      input: z.strictObject({}),
      output: z.object({ calls: z.array(z.object({ call: z.uuid(), dossier, notice: noticeSchema, language: languageSchema, name: z.string(), telephone: z.string(), script: z.string(), since: z.int(), tries: z.int() })) }),
    },
    callCount: { kind: 'query', summary: 'How many citizens are to be telephoned by clerks.', scope: 'communication:call', input: z.strictObject({}), output: z.object({ calls: z.int() }) },
    recordCall: {
      kind: 'command', summary: 'Records how a telephone call ended.', scope: 'communication:call',
      input: z.strictObject({ call: z.uuid(), outcome: callOutcome }), output: z.object({ dossier }),
    },
  },
  events: {
    sent: z.object({ message: z.uuid(), dossier, notice: noticeSchema, medium: mediumSchema, to: recipientSchema }).describe('It went out; on the telephone: somebody was spoken to.'),
    failed: z.object({ message: z.uuid(), dossier, notice: noticeSchema, medium: mediumSchema, to: recipientSchema }).describe('It will not arrive this way. The next medium is tried by itself where the address was at fault.'),
    unreachable: z.object({ dossier, notice: noticeSchema }).describe('Neither the citizen nor a representative can be told by any medium.'),
    called: z.object({ dossier, outcome: callOutcome }).describe('How the last try of a call ended.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof communication> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof communication> {}
}
