import { z } from 'zod';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const item = z.uuid();
const why = z.string().regex(/^[a-z0-9-]{1,60}$/).describe('A code that says why, for the audit.');

/** What stands still until a person decides (R2): refused for good, or nobody knows whether it happened. */
export const exceptions = defineContract('exceptions', {
  title: 'The exception list: what waits for a person, and trying it again',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    list: {
      kind: 'query', summary: 'Everything that waits for a person, the oldest first.', scope: 'exceptions:read', input: z.strictObject({ dossier: z.uuid().optional() }),
      output: z.object({ exceptions: z.array(z.object({
        item, dossier: z.uuid().nullable(), name: z.string(), plugin: z.string(), kind: z.enum(['effect', 'event', 'message']), state: z.enum(['failed', 'parked']),
        failure: z.string().nullable(), title: z.string().nullable(), attempts: z.int(), replays: z.int(), since: z.int().describe('Epoch milliseconds UTC, real time.'),
        behind: z.int().describe('How many others wait behind it.'),
      })) }),
    },
    replay: {
      kind: 'command', summary: 'Tries them again, in the order in which they were asked; the count of attempts starts anew.', scope: 'exceptions:replay',
      input: z.strictObject({ items: z.array(item).min(1).max(500), why }), output: z.object({ replayed: z.int() }),
    },
    skip: {
      kind: 'command', summary: 'Gives one up, so that those behind it go on: a person has done it in another way, or it must not be done.', scope: 'exceptions:replay',
      input: z.strictObject({ item, why }), output: z.object({ skipped: z.boolean() }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof exceptions> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof exceptions> {}
}
