import { z } from 'zod';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const letter = z.uuid();
const why = z.string().regex(/^[a-z0-9-]{1,60}$/).describe('A code that says why, for the audit.');
const kind = z.string().regex(/^[a-z][a-z0-9-]{0,59}\.[A-Za-z0-9]{1,59}$/).describe('A message of a connector: `bpost.deliveryMessage`.');
const view = z.object({
  letter, source: z.string(),
  kept: z.enum(['whole', 'too-large', 'withheld']).describe('Only a whole one can be taken in again. `withheld`: it may have held biometrics, so the device must send it again.'),
  times: z.int().describe('How often it came.'), since: z.int().describe('When it last came; epoch milliseconds UTC, real time.'),
});

/** Messages of outside systems that we did not understand (R2): kept with their raw source, sealed, until they are taken in or a person dismisses them. */
export const deadLetters = defineContract('dead-letters', {
  title: 'Dead letters: inbound messages that were not understood, and taking them in again',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    list: {
      kind: 'query', summary: 'What waits for a person, in the order in which it came first.', scope: 'exceptions:read',
      input: z.strictObject({ letter: letter.optional().describe('This one only.'), source: kind.optional(), limit: z.coerce.number().int().min(1).max(500).default(100), offset: z.coerce.number().int().min(0).max(1_000_000).default(0) }),
      output: z.object({ letters: z.array(view), total: z.int() }),
    },
    source: {
      kind: 'command', summary: 'The raw source of one, and what was wrong with it. The look is audited.', scope: 'exceptions:source',
      input: z.strictObject({ letter, why, masked: z.boolean().default(false).describe('Only its shape: fields, kinds and lengths, so that nothing personal is shown.') }),
      output: view.extend({ messageId: z.string().describe('As its sender names it: it may say anything.'), payload: z.unknown().describe('Null when it was not kept.'), issues: z.array(z.object({ name: z.string(), detail: z.string() })) }),
    },
    replay: {
      kind: 'command', summary: 'Takes them in again under their own ids, in the order in which they came first: after the house has learned to understand them.', scope: 'exceptions:replay',
      input: z.strictObject({ letters: z.array(letter).min(1).max(500), why }),
      output: z.object({ takenIn: z.int(), refused: z.int().describe('Not understood this time either: they stay.') }),
    },
    dismiss: {
      kind: 'command', summary: 'Gives one up: its raw source is destroyed.', scope: 'exceptions:replay',
      input: z.strictObject({ letter, why }), output: z.object({ dismissed: z.boolean() }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof deadLetters> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof deadLetters> {}
}
