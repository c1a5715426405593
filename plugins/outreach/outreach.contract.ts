import { z } from 'zod';
import { crm, mediumSchema } from '#connectors/crm/crm.port.ts';
import { disabilityRegister } from '#connectors/disability-register/disability-register.port.ts';
import { eidTool } from '#connectors/eid-tool/eid-tool.port.ts';
import { callOutcome } from '#connectors/messaging/messaging.port.ts';
import { request } from '#plugins/request/request.contract.ts';
import { daySchema } from '#services/belgium/day.ts';
import { defineContract, type ActionsOf } from '#services/kernel/contract.ts';
import { dossierView } from '#services/journey/journey.contract.ts';

/** How far somebody is. Each citizen stands in one of them. */
export const standingSchema = z.enum(['not-yet', 'due', 'not-reached', 'reached', 'asked', 'under-way', 'served', 'counter', 'stopped']);
export type Standing = z.output<typeof standingSchema>;

/** What somebody could do next for a citizen. A suggestion: nothing happens by it. */
export const stepSchema = z.enum([
  'wait-for-window', 'goes-by-itself', 'ask-crm', 'call', 'write', 'tell-representative', 'wait-for-answer', 'leave-in-peace', 'follow-dossier', 'none',
]);
export type Step = z.output<typeof stepSchema>;

/** By what somebody can be told. */
export const toldBySchema = mediumSchema;

const year = z.coerce.number().int().min(2000).max(2200).optional().describe('In which the eID expires; this year when left out.');
const citizenView = z.object({
  reference: z.uuid().describe('Of this list only.'), expiresOn: daySchema, standing: standingSchema, step: stepSchema,
  dossier: z.uuid().nullable(), state: dossierView.shape.state.nullable(),
  toldAt: z.int().nullable().describe('First told, epoch milliseconds UTC.'), lastToldAt: z.int().nullable(), toldBy: toldBySchema.nullable().describe('The last medium that worked.'),
  failedBy: toldBySchema.nullable().describe('The last medium that did not work, when none worked after it.'),
  askedAt: z.int().nullable().describe('When the citizen first reacted.'), call: callOutcome.nullable().describe('How the last telephone call ended.'),
  counterAt: z.int().nullable().describe('When the eID tool told of a renewal at the counter.'),
});

/** Everybody in the group for whom home service exists (K7): citizens with a current recognition whose eID expires this year, and how far each is. */
export const outreach = defineContract('outreach', {
  title: 'Lists who could be served at home this year, who was reached, and what to do next',
  config: z.strictObject({
    cardsPerNight: z.int().min(10).max(100_000).default(5_000).describe('How many cards that expire this year are looked at in one night, to the end of a fortnight; the next night goes on.'),
    everyDays: z.int().min(1).max(60).default(7).describe('How many days after the beginning of one look at the whole year the next one begins.'),
    callAfterDays: z.int().min(1).max(180).default(28).describe('Days without a reaction after which a telephone call is suggested.'),
  }),
  uses: { eidTool, disabilityRegister, crm },
  calls: ['communication.messages', 'invitation.window'],
  actions: {
    list: {
      kind: 'query', summary: 'Citizens with a current recognition whose eID expires in a year, the first to expire on top. Without names.', scope: 'outreach:read',
      input: z.strictObject({
        year, standing: standingSchema.optional(), step: stepSchema.optional(), medium: toldBySchema.optional().describe('By which they were last told.'),
        limit: z.coerce.number().int().min(1).max(500).default(100), offset: z.coerce.number().int().min(0).default(0),
      }),
      output: z.object({ citizens: z.array(citizenView), total: z.int() }),
    },
    counts: {
      kind: 'query', summary: 'How many of them were reached, reacted, went to the counter and were served at home.', scope: 'outreach:read', input: z.strictObject({ year }),
      output: z.object({
        year: z.int(), asOf: z.int().nullable().describe('When the whole year was last looked through to its end; null: not yet.'), underWay: daySchema.nullable().describe('A look is under way: it has come to cards of this day.'),
        unreadable: z.int().describe('Cards that the eID tool shows so that nobody can read them.'),
        total: z.int(), reached: z.int().describe('Told at least once, by whatever medium.'), reacted: z.int().describe('Asked for a visit.'), counter: z.int(), served: z.int(),
        servedShare: z.number().nullable().describe('Percent served at home, of those who renewed at all (K7). Null while nobody has.'),
        standings: z.array(z.object({ standing: standingSchema, count: z.int() })),
      }),
    },
    show: {
      kind: 'query', summary: 'One of them, by name: asked of the CRM now, and noted in the audit.', scope: 'outreach:open', input: z.strictObject({ reference: z.uuid() }),
      output: citizenView.extend(request.actions.citizen.output.shape),
    },
    gather: {
      kind: 'command', summary: 'Does by hand what a night does: looks through the next cards, and takes off who is recognised no longer.', scope: 'outreach:gather', input: z.strictObject({}),
      output: z.object({ seen: z.int().describe('Cards that were looked at.'), listed: z.int().describe('Of these: citizens on the list.'), takenOff: z.int(), finished: z.boolean().describe('The whole year has been looked through.') }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof outreach> {}
}
