import { z } from 'zod';
import { isOnThisMachine } from '#services/wire-kit/on-this-machine.ts';
import { secretReference } from '#services/kernel/secret.ts';

const headerName = z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, 'the name of a header has letters, digits and hyphens');

/** How we say who we are, beside or instead of a certificate. */
export const restCredentials = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('bearer').describe('`Authorization: Bearer …`.'), token: secretReference.describe('The token.') }),
  z.strictObject({ kind: z.literal('api-key').describe('A header of its own.'), header: headerName.default('x-api-key').describe('Name of the header.'), key: secretReference.describe('The key.') }),
  z.strictObject({ kind: z.literal('basic').describe('`Authorization: Basic …`.'), user: z.string().regex(/^[^:\p{Cc}]{1,128}$/u, 'a user has no colon').describe('User name.'), password: secretReference.describe('Its password.') }),
]);
export type RestCredentials = z.output<typeof restCredentials>;

/** Where a REST service stands and how it lets us in; spread into the settings of a live side. */
export const restPlace = {
  url: z.url({ protocol: /^https?$/ })
    .refine((url) => url.startsWith('https:') || isOnThisMachine(url), 'without TLS on this machine itself only')
    .refine((url) => !/[?#@]/.test(url) && !url.endsWith('/'), 'an address without a slash, query or password at its end')
    .describe('Where the service stands, without a slash at the end.'),
  credentials: restCredentials.optional().describe('Left out where our certificate is enough.'),
  trustRoots: secretReference.optional().describe('Root certificates that its certificate must lead to, PEM; without it the authorities that Node.js knows.'),
  clientCertificate: z.strictObject({
    privateKey: secretReference.describe('Our private key, PEM (PKCS #8).'),
    certificate: secretReference.describe('Our certificate and those between it and the root, PEM, ours first.'),
  }).optional().describe('For mutual TLS.'),
  timeoutSeconds: z.int().min(1).max(60).default(8).describe('After so long a request has no answer.'),
};

/** The settings that these fields make. */
export interface RestPlace {
  readonly url: string;
  readonly credentials?: RestCredentials | undefined;
  readonly trustRoots?: string | undefined;
  readonly clientCertificate?: { readonly privateKey: string; readonly certificate: string } | undefined;
  readonly timeoutSeconds: number;
}
