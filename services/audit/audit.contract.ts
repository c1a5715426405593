import { z } from 'zod';
import { daySchema } from '#services/belgium/day.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

/** Who did and looked up what, why, and with which result (R5): one chain of hashes per municipality. */
export const audit = defineContract('audit', {
  title: 'The tamper-evident log of acts and look-ups',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    search: {
      kind: 'query', summary: 'Entries of the audit, the newest first.', scope: 'audit:read',
      input: z.strictObject({ subject: z.string().max(120).optional().describe('`dossier:<id>`, `person:<id>`, or `insz:<keyed hash>` for a number of nobody who was known here.'),
        what: z.string().max(100).optional().describe('What was done or looked up: `retention.erasePerson`, `biza.person`.'), actor: z.string().max(100).optional().describe('`official:els.peeters`, `command-line:<user>`.'),
        result: z.enum(['done', 'refused', 'failed', 'unanswered']).optional(), from: daySchema.optional().describe('The first day, by business time in Brussels.'), until: daySchema.optional().describe('The last day.'),
        limit: z.coerce.number().int().min(1).max(500).default(100), before: z.coerce.number().int().min(1).optional().describe('Only entries before this number: the next page.'),
      }),
      output: z.object({ entries: z.array(z.object({
        sequence: z.int(), at: z.int(), actor: z.string(), what: z.string(), subject: z.string().nullable(), why: z.string().nullable(), result: z.string(), traceId: z.string(),
      })) }),
    },
    verify: {
      kind: 'query', summary: 'Walks the whole chain, compares it with the anchors kept outside the database, and names the first place that does not hold.', scope: 'audit:read', input: z.strictObject({}),
      output: z.object({
        entries: z.int(), head: z.string().describe('Hash of the last entry: compare it with the one kept elsewhere.'),
        anchors: z.int().describe('How many were noted outside the database, and so compared. 0: who rewrote the whole chain would not be found.'),
        problem: z.object({ sequence: z.int(), what: z.enum(['changed', 'removed-or-inserted', 'end-missing', 'rewritten', 'no-anchor']) }).nullable(),
      }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof audit> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof audit> {}
}
