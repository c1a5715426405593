import { z } from 'zod';
import { authorisationHolder, authorisedAct, biza } from '#connectors/biza/biza.port.ts';
import { daySchema } from '#services/belgium/day.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const holder = { holder: authorisationHolder, reference: z.string().max(100) };
const agreement = { reference: z.string().trim().min(1).max(60).describe('As it stands on the agreement.'), validFrom: daySchema.describe('First day.'), validUntil: daySchema.describe('Last day.') };
/** How an authorisation or the agreement stands today. */
export const standing = z.enum(['to-come', 'in-force', 'ends-soon', 'ended', 'withdrawn']);
export const availabilityOf = z.enum([...authorisedAct.options, 'both']);
const availabilityFigures = z.array(z.object({
  act: availabilityOf,
  authorised: z.int().describe('Working days on which it was authorised.'),
  refused: z.int().describe('Working days on which it was not.'),
  unknown: z.int().describe('Working days on which BiZa could not be asked: never counted as available.'),
  share: z.number().nullable().describe('Percent of all these working days, rounded down to a tenth. Null without any.'),
}));

/** BiZa's authorisations of municipality, official, bpost employee and device (S6): recorded, checked before each act, watched. */
export const authorisations = defineContract('authorisations', {
  title: 'Keeps and checks BiZa\'s authorisations',
  config: z.strictObject({
    warnDays: z.int().min(1).max(365).default(60).describe('How many days before an authorisation ends it is told.'),
    freshHours: z.int().min(0).max(72).default(24).describe('How old a recorded authorisation may be when BiZa does not answer.'),
    officials: z.array(z.string().max(60)).default([]).describe('Watched daily.'),
    devices: z.array(z.string().max(60)).default([]).describe('Watched daily.'),
  }),
  uses: { biza },
  calls: ['appointments.closedDays'],
  actions: {
    demand: {
      kind: 'command', summary: 'Refuses unless municipality, person and device are all authorised for this act today. Recorded.', scope: 'authorisations:check',
      input: z.strictObject({ act: authorisedAct, person: z.strictObject({ holder: z.enum(['official', 'bpost-employee']), reference: z.string().max(100) }), device: z.string().max(100) }),
      output: z.object({ validUntil: daySchema.describe('The first of the three to end.') }),
    },
    list: {
      kind: 'query', summary: 'The recorded authorisations, the first to expire on top.', scope: 'authorisations:read', input: z.strictObject({}),
      output: z.object({
        authorisations: z.array(z.object({ ...holder, act: authorisedAct, validFrom: daySchema, validUntil: daySchema, withdrawn: z.boolean(), checkedAt: z.int(), expiresSoon: z.boolean(), standing })),
        agreements: z.array(z.object({ ...agreement, standing })).describe('With BiZa itself, the one that runs longest first.'),
      }),
    },
    availability: {
      kind: 'query', summary: 'On which share of the working days fingerprints could be taken and cards activated, as far as BiZa allows it: over the last three months, and month by month.', scope: 'authorisations:availability', input: z.strictObject({}),
      output: z.object({
        from: daySchema, until: daySchema, recordedSince: daySchema.nullable().describe('The first day that was written down; null while none was.'), figures: availabilityFigures,
        months: z.array(z.object({ month: z.string().meta({ examples: ['2026-11'] }).regex(/^\d{4}-\d{2}$/), figures: availabilityFigures })).describe('The latest first, at most twelve.'),
      }),
    },
    recordAgreement: {
      kind: 'command', summary: 'Writes down the agreement of the municipality with BiZa, or corrects the one with this reference. Recorded.', scope: 'authorisations:agree',
      input: z.strictObject(agreement), output: z.object({ ...agreement, standing }),
    },
    refresh: {
      kind: 'command', summary: 'Asks BiZa anew for everything that is watched.', scope: 'authorisations:check', input: z.strictObject({}),
      output: z.object({ checked: z.int(), unanswered: z.int().describe('Of these: how many BiZa gave no answer for.'), expiring: z.int() }),
    },
  },
  events: {
    agreementEnding: z.object({ reference: agreement.reference, validUntil: daySchema }).describe('The agreement of the municipality with BiZa ends soon, and no other one follows it.'),
    expiring: z.object({ ...holder, act: authorisedAct, validUntil: daySchema }).describe('An authorisation of an official or a device ends soon.'),
    refused: z.object({ ...holder, act: authorisedAct }).describe('An official or a device may not do this act: there is no authorisation in force.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof authorisations> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof authorisations> {}
}
