import { z } from 'zod';
import { authorisationHolder, authorisedAct, biza } from '#connectors/biza/biza.port.ts';
import { daySchema } from '#services/belgium/day.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const holder = { holder: authorisationHolder, reference: z.string().max(100) };

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
  calls: [],
  actions: {
    demand: {
      kind: 'command', summary: 'Refuses unless municipality, person and device are all authorised for this act today. Recorded.', scope: 'authorisations:check',
      input: z.strictObject({ act: authorisedAct, person: z.strictObject({ holder: z.enum(['official', 'bpost-employee']), reference: z.string().max(100) }), device: z.string().max(100) }),
      output: z.object({ validUntil: daySchema.describe('The first of the three to end.') }),
    },
    list: {
      kind: 'query', summary: 'The recorded authorisations, the first to expire on top.', scope: 'authorisations:read', input: z.strictObject({}),
      output: z.object({ authorisations: z.array(z.object({ ...holder, act: authorisedAct, validFrom: daySchema, validUntil: daySchema, withdrawn: z.boolean(), checkedAt: z.int(), expiresSoon: z.boolean() })) }),
    },
    refresh: { kind: 'command', summary: 'Asks BiZa anew for everything that is watched.', scope: 'authorisations:check', input: z.strictObject({}), output: z.object({ checked: z.int(), expiring: z.int() }) },
  },
  events: {
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
