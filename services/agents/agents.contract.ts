import { z } from 'zod';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const device = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,79}$/).describe('Id of the device, as BiZa\'s authorisations know it.');
const why = z.string().regex(/^[a-z0-9-]{1,60}$/).describe('A code that says why, for the audit.');
const title = z.string().min(1).max(100).describe('By which officials know the device. Not the name of a person.');
const instant = z.int().describe('Epoch milliseconds UTC, real time.');
export const agentRight = z.enum(['capture', 'delivery']);
const rights = z.array(agentRight).min(1).describe('`capture`: fingerprints may be taken with it; `delivery`: cards may be read, activated and handed over. All have `delivery`.');

/** The device agents of a municipality: programs on the machines of officials and of bpost's employees, let in one by one. */
export const agents = defineContract('agents', {
  title: 'Device agents: letting the machines of mobile officials in, and sending them away',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    invite: {
      kind: 'command', summary: 'Gives a code with which one device may enrol, once, within half an hour. It is shown this once: a new one takes the place of the one before.', scope: 'agents:invite', shownOnce: true,
      input: z.strictObject({ device, title, rights }), output: z.object({ code: z.string().describe('Typed at the device, by whoever sets it up.'), expiresAt: instant }),
    },
    enrol: {
      kind: 'command', summary: 'Lets a device in that shows its code and its key. Called by the front of the agents.', scope: 'agents:enrol',
      input: z.strictObject({
        nis: z.string().regex(/^\d{5}$/),
        code: z.string().min(1).max(40).describe('As it was typed: capitals, spaces and hyphens do not matter.'),
        publicKey: z.base64url().length(43).describe('Ed25519, 32 bytes, base64url. The private key stays on the device.'),
        proof: z.base64url().length(86).describe('Ed25519 signature by that key over `eid-agent-enrol.v1`, NIS, the plain code and the key, each on its own line.'),
      }),
      output: z.object({ agent: z.uuid(), device: z.string(), title: z.string(), rights: z.array(agentRight) }),
    },
    list: {
      kind: 'query', summary: 'The devices that are let in, were sent away, or are awaited; of the first, whether they have a line now and what they say.', scope: 'agents:read', input: z.strictObject({}),
      output: z.object({
        agents: z.array(z.object({
          device: z.string(), title: z.string(), rights: z.array(agentRight), enrolledAt: instant, invitedBy: z.string(), revoked: z.object({ at: instant, by: z.string(), why: z.string() }).nullable(),
          line: z.object({ since: instant, cardReader: z.enum(['ready', 'no-card', 'absent']), pinpad: z.boolean(), fingerprints: z.enum(['ready', 'busy', 'not-ready', 'absent']), waiting: z.int().describe('Sealed answers that wait in the agent.') }).nullable(),
        })),
        invited: z.array(z.object({ device: z.string(), title: z.string(), rights: z.array(agentRight), invitedBy: z.string(), expiresAt: instant })),
      }),
    },
    revoke: {
      kind: 'command', summary: 'Sends a device away, at once: its line is cut, nothing of it is taken in any more, and its code is void.', scope: 'agents:revoke',
      input: z.strictObject({ device, why }), output: z.object({}),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof agents> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof agents> {}
}
