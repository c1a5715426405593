import { z } from 'zod';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const port = z.string().regex(/^(\*|[a-z][a-z0-9-]{0,59})$/).describe('A connector, by the id of its port; `*` is everything in the outbox, also events and messages that wait for their receivers.');
const why = z.string().regex(/^[a-z0-9-]{1,60}$/).describe('A code that says why, for the audit.');
const switching = z.strictObject({ port, why });

/** What leaves the house, connector by connector: what stands still, and the switches that make it so (R1). */
export const outbox = defineContract('outbox', {
  title: 'The outbox: pausing, cutting and resuming what goes to each outside system',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    switches: {
      kind: 'query', summary: 'Each connector: whether it is switched off, whether the other system seems to be down, and how much waits.', scope: 'outbox:read', input: z.strictObject({}),
      output: z.object({
        node: z.string().describe('The node that answers: circuits are its own, all else is the same on every node.'),
        switches: z.array(z.object({
          port: z.string().describe('A connector; `*`: everything; `*restore`: everything, held since a restore until it is reconciled.'), state: z.enum(['running', 'paused', 'cut', 'resuming']),
          circuit: z.enum(['closed', 'open', 'half-open']).nullable().describe('`open`: the other system seems to be down and is left in peace for a while; `half-open`: one probe is on its way. Of this node.'), why: z.string().nullable(), by: z.string().nullable(),
          since: z.int().nullable().describe('Epoch milliseconds UTC, real time.'), waiting: z.int().describe('Effects that have not happened yet; for `*` events and messages too.'),
          oldest: z.int().nullable().describe('When the one that waits longest was asked; epoch milliseconds UTC, real time.'),
        })),
      }),
    },
    check: {
      kind: 'query', summary: 'Looks whether one connector would work as it is set now: reachability, credentials, certificates. The other side is asked something that changes nothing.', scope: 'outbox:read',
      input: z.strictObject({ port: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/) }),
      output: z.object({
        ok: z.boolean(), findings: z.array(z.object({ what: z.enum(['reachability', 'credentials', 'certificate', 'rights', 'mapping']), ok: z.boolean(), says: z.string() }))
          .describe('None of a sandbox inside this house: there is nothing to reach.'),
      }),
    },
    certificates: {
      kind: 'query', summary: 'Certificates and keys of the live connectors, ours and theirs, and how long each still holds. Each partner is asked something that changes nothing.', scope: 'outbox:read',
      input: z.strictObject({ seenWithinMinutes: z.coerce.number().int().min(0).max(1440).default(0).describe('What this node has seen within so many minutes will do: nobody is asked again.') }),
      output: z.object({ certificates: z.array(z.object({
        port: z.string(), says: z.string(), until: z.int().nullable().describe('Epoch milliseconds UTC, real time; null where it could not be seen.'), daysLeft: z.int().nullable(),
      })) }),
    },
    pause: {
      kind: 'command', summary: 'What goes out to this system waits, in each lane in the order in which it was asked; look-ups and inbound messages go on.', scope: 'outbox:switch',
      input: switching, output: z.object({ state: z.literal('paused') }),
    },
    cut: {
      kind: 'command', summary: 'Kill switch: nothing goes out to this system, look-ups and inbound messages are refused (their sender keeps them) until it is resumed.', scope: 'outbox:switch',
      input: switching, output: z.object({ state: z.literal('cut') }),
    },
    resume: {
      kind: 'command', summary: 'Switches it on again: what waited goes out, in each lane in the order in which it was asked; lanes do not wait for each other.', scope: 'outbox:switch',
      input: switching, output: z.object({ resumed: z.boolean().describe('False when it was not switched off.') }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof outbox> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof outbox> {}
}
