import { z } from 'zod';
import { officialLogin } from '#connectors/official-login/official-login.port.ts';
import { webAddressSchema } from '#services/belgium/web-address.ts';
import { defineContract, type ActionsOf, type EventsOf } from '#services/kernel/contract.ts';

/** Sign-in of officials through the municipality's login service (S8), with the roles that they hold there. */
export const signIn = defineContract('sign-in', {
  title: 'Lets officials sign in with the roles they hold',
  config: z.strictObject({
    organisation: z.string().max(60).describe('The municipality\'s code in the login service: only roles held there count.'),
    credentialMinutes: z.int().min(5).max(720).default(480).describe('How long an official stays logged in.'),
  }),
  uses: { officialLogin },
  calls: ['identity.issueOfficialCredential'],
  actions: {
    begin: {
      kind: 'command', summary: 'Begins a sign-in; answers where to send the official.', scope: 'sign-in:begin',
      input: z.strictObject({ returnUrl: webAddressSchema }), output: z.object({ url: z.url(), signIn: z.uuid() }),
    },
    finish: {
      kind: 'command', summary: 'Ends a sign-in; answers a credential with the scopes of the official\'s roles.', scope: 'sign-in:begin',
      input: z.strictObject({ signIn: z.uuid(), state: z.string().max(200), code: z.string().max(500), iss: z.string().max(500).optional().describe('Who answered, as it stood at the return address (RFC 9207); demanded where the login service says that it names itself.') }),
      output: z.object({ token: z.string(), expiresAt: z.int(), roles: z.array(z.string()) }),
    },
  },
  events: {},
});

declare module '#services/kernel/registry.ts' {
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Actions extends ActionsOf<typeof signIn> {}
  // oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- declaration merging
  interface Events extends EventsOf<typeof signIn> {}
}
