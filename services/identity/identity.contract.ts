import { z } from 'zod';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

const bearerToken = z.object({ token: z.string().describe('Bearer token, a signed JWT.'), expiresAt: z.int().describe('Epoch milliseconds UTC, by the real clock.') });

/** Who is who: the local issuer of bearer tokens for citizens and officials of one municipality. Always on. */
export const identity = defineContract('identity', {
  title: 'Issues and verifies the credentials of callers',
  config: z.strictObject({}),
  uses: {},
  calls: [],
  actions: {
    issueCitizenCredential: {
      kind: 'command', summary: 'A credential that opens one dossier, for a limited time.', scope: 'identity:issue',
      input: z.strictObject({ dossier: z.uuid(), minutes: z.int().min(5).max(240) }), output: bearerToken,
    },
    issueOfficialCredential: {
      kind: 'command', summary: 'A credential for an official who has logged in, with the scopes of his or her roles.', scope: 'identity:issue',
      input: z.strictObject({ official: z.string().min(1).max(80), roles: z.array(z.string().max(40)).min(1), minutes: z.int().min(5).max(720) }), output: bearerToken,
    },
    endSession: {
      kind: 'command', summary: 'Ends the session of whoever asks: the token that was shown opens nothing any more, on every node within a second.', scope: 'identity:leave',
      input: z.strictObject({}), output: z.object({}),
    },
    endSessionsOf: {
      kind: 'command', summary: 'Ends every session that an official or a program has now, also those that nobody can name: a lost tablet, a token that others may know. Who signs in again comes in.', scope: 'identity:end',
      input: z.strictObject({
        who: z.string().regex(/^(?:official|system):\S{1,80}$/).describe('As it stands in the audit: `official:els.peeters`, `system:back-office`.'),
        why: z.string().regex(/^[a-z0-9-]{1,60}$/).describe('A code that says why, for the audit.'),
      }),
      output: z.object({}),
    },
  },
  events: {
    sentAway: z.object({ who: z.string() }).describe('All sessions of an official or a program were ended at once, by an administrator.'),
  },
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof identity> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof identity> {}
}
