import { z } from 'zod';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const item = z.uuid();
const name = z.string().regex(/^[a-z][a-z0-9-]{0,59}\.[A-Za-z0-9]{1,59}$/).describe('Of an effect, event or message: `biza.orderCard`.');
const why = z.string().regex(/^[a-z0-9-]{1,60}$/).describe('A code that says why, for the audit.');

/** What stands still until a person decides (R2): refused for good, or nobody knows whether it happened. */
export const exceptions = defineContract('exceptions', {
  title: 'The exception list: what waits for a person, and trying it again',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    list: {
      kind: 'query', summary: 'Everything that waits for a person, the oldest first.', scope: 'exceptions:read',
      input: z.strictObject({
        item: item.optional().describe('This one only.'), dossier: z.uuid().optional(), name: name.optional(), state: z.enum(['failed', 'parked']).optional(),
        limit: z.coerce.number().int().min(1).max(500).default(500), offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
      }),
      output: z.object({ exceptions: z.array(z.object({
        item, dossier: z.uuid().nullable(), name: z.string(), plugin: z.string(), kind: z.enum(['effect', 'event', 'message']), state: z.enum(['failed', 'parked']),
        failure: z.string().nullable(), title: z.string().nullable(), attempts: z.int(), replays: z.int(), since: z.int().describe('Epoch milliseconds UTC, real time.'),
        behind: z.int().describe('How many others wait behind it.'),
        atDesk: z.array(z.enum(['try-again', 'let-go'])).describe('What those who work with the dossier may decide about it. Empty: an administrator does.'),
      })), total: z.int().describe('How many there are, whatever the limit.') }),
    },
    kinds: {
      kind: 'query', summary: 'How many of each kind wait for a person.', scope: 'exceptions:read', input: z.strictObject({}),
      output: z.object({ kinds: z.array(z.object({ name: z.string(), count: z.int() })) }),
    },
    replay: {
      kind: 'command', summary: 'Tries them again, in the order in which they were asked; each keeps its id and key, and its count of attempts starts anew.', scope: 'exceptions:replay',
      input: z.strictObject({ items: z.array(item).min(1).max(500), why }), output: z.object({ replayed: z.int() }),
    },
    replayKind: {
      kind: 'command', summary: 'The same for all of a kind, however many there are.', scope: 'exceptions:replay',
      input: z.strictObject({ name, failure: z.string().regex(/^[a-z0-9-]{1,49}\.[a-z0-9-]{1,50}$/).optional().describe('Only those that ended with this failure.'), why }), output: z.object({ replayed: z.int() }),
    },
    skip: {
      kind: 'command', summary: 'Gives one up, so that those behind it go on: a person has done it in another way, or it must not be done.', scope: 'exceptions:replay',
      input: z.strictObject({ item, why }), output: z.object({ skipped: z.boolean() }),
    },
    tryAgain: {
      kind: 'command', summary: 'Somebody who works with the dossier has mended the cause: it is tried again, under its own key. Only what `atDesk` names.', scope: 'exceptions:decide',
      input: z.strictObject({ item, why }), output: z.object({ replayed: z.int() }),
    },
    letGo: {
      kind: 'command', summary: 'Somebody who works with the dossier gives one up that nobody misses, so that those behind it go on. Only what `atDesk` names.', scope: 'exceptions:decide',
      input: z.strictObject({ item, why }), output: z.object({ skipped: z.boolean() }),
    },
    happened: {
      kind: 'command', summary: 'Says that one did happen, as a person has seen at the other side: what follows from it is done, and those behind it go on. Nothing is sent.', scope: 'exceptions:replay',
      input: z.strictObject({
        item, why,
        output: z.record(z.string(), z.unknown()).optional().describe('What the other side answered, as the operation gives it (of a mail: `messageId`). Left out: it is looked up where that is possible.'),
      }),
      output: z.object({ happened: z.boolean().describe('False when it did not wait for a person any more.') }),
    },
    source: {
      kind: 'command', summary: 'The raw source of one and what became of each attempt. It may hold personal data, so the look is audited; biometrics are in it by reference only.',
      scope: 'exceptions:source', input: z.strictObject({ item, why, masked: z.boolean().default(false).describe('Only its shape: fields, kinds and lengths, so that nothing personal is shown.') }),
      output: z.object({
        item, name: z.string(), dossier: z.uuid().nullable(), state: z.enum(['failed', 'parked']), payload: z.unknown(), about: z.record(z.string(), z.unknown()),
        askedAt: z.int().describe('Epoch milliseconds UTC, business time.'),
        failures: z.array(z.object({
          round: z.int().describe('0 until a person had it tried again.'), attempt: z.int(), at: z.int().describe('Epoch milliseconds UTC, real time.'), failure: z.string(), verdict: z.enum(['again', 'failed', 'parked']),
        })),
      }),
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
