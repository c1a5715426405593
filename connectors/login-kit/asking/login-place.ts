import { z } from 'zod';
import { isOnThisMachine } from '#services/wire-kit/on-this-machine.ts';
import { secretReference } from '#services/kernel/secret.ts';

const address = z.url({ protocol: /^https?$/ }).refine((url) => url.startsWith('https:') || isOnThisMachine(url), 'without TLS on this machine itself only');
const keyId = z.string().min(1).max(200).optional().describe('Under which name (`kid`) the login service knows the key; left out: its thumbprint (RFC 7638).');

/** How we say who we are when a code is exchanged. */
export const loginAuthentication = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('private-key').describe('A signed assertion (private_key_jwt).'),
    privateKey: secretReference.describe('Our private key, PEM (PKCS #8), RSA of 2048 bits or more.'), keyId,
    algorithm: z.enum(['RS256', 'PS256']).default('RS256').describe('How the assertion is signed.'),
  }),
  z.strictObject({ kind: z.literal('secret-basic').describe('A secret in the header (client_secret_basic).'), secret: secretReference.describe('The secret.') }),
  z.strictObject({ kind: z.literal('secret-post').describe('A secret in the body (client_secret_post).'), secret: secretReference.describe('The secret.') }),
]);

/** Our key that answers are encrypted for. */
export const decryptionKey = z.strictObject({
  privateKey: secretReference.describe('Our private key, PEM (PKCS #8), RSA of 2048 bits or more.'), keyId,
  algorithm: z.enum(['RSA-OAEP', 'RSA-OAEP-256']).default('RSA-OAEP').describe('How keys are encrypted for it.'),
});

/** Where a login service stands and what was agreed with it; spread into the settings of a live side. */
export const loginPlace = {
  issuer: address.refine((url) => !/[?#@]/.test(url) && !url.endsWith('/'), 'an address without a slash, query or password at its end')
    .describe('Who signs: exactly as in the tokens. Everything else is found below it (OpenID Connect Discovery).'),
  clientId: z.string().min(1).max(200).describe('How the login service knows us.'),
  authentication: loginAuthentication.describe('How we prove ourselves to the login service.'),
  returnUrls: z.array(address.max(500)).min(1).optional().describe('The return addresses that were agreed, each in full; any other is refused here. Only a login service on this machine (a sandbox) can do without.'),
  alsoAt: z.array(z.url({ protocol: /^https$/ }).refine((url) => new URL(url).origin === url, 'scheme, host and port only')).default([]).describe('Other hosts on which its end points may stand, beside that of the issuer.'),
  signedWith: z.enum(['RS256', 'PS256', 'ES256']).default('RS256').describe('The one algorithm that its tokens are signed with.'),
  trustRoots: secretReference.optional().describe('Root certificates that its certificate must lead to, PEM; without it the authorities that Node.js knows.'),
  timeoutSeconds: z.int().min(1).max(9).default(8).describe('After so long a login has no answer, however many requests it takes.'),
  skewSeconds: z.int().min(0).max(120).default(30).describe('How much the clocks of both sides may differ.'),
};

/**
 * Where a person may be sent back to is agreed on this side too: a login service that takes any address below a host, or none too precisely, would else hand a
 * code to whoever gave the address. Which sites are the municipality's own, nobody but the settings can say.
 */
export const saysWhereTo = ({ issuer, returnUrls }: Pick<LoginPlace, 'issuer' | 'returnUrls'>): boolean => returnUrls !== undefined || isOnThisMachine(issuer);
export const whereToMissing = { path: ['returnUrls'], error: 'the return addresses of the municipality are needed: a person is sent back to no other' };

/** The settings that these fields make. */
export interface LoginPlace {
  readonly issuer: string;
  readonly clientId: string;
  readonly authentication: z.output<typeof loginAuthentication>;
  readonly returnUrls?: readonly string[] | undefined;
  readonly alsoAt: readonly string[];
  readonly signedWith: 'RS256' | 'PS256' | 'ES256';
  readonly trustRoots?: string | undefined;
  readonly timeoutSeconds: number;
  readonly skewSeconds: number;
}

/** What differs between one login service and another, as data. */
export interface LoginFlavour {
  readonly scopes: readonly string[];
  /** Levels (acr) that are asked for, the wanted one first; the login that comes back has one of them. None: no level is asked. */
  readonly levels: readonly string[];
  /** How it tells about the person: as plain JSON over TLS, or in a signed token. */
  readonly userInfo: 'json' | 'signed';
  /** Claims that must be asked for one by one (`claims`, OpenID Connect Core 5.5). */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Given: every token comes encrypted for this key, and one that does not is refused. */
  readonly decryption?: z.output<typeof decryptionKey>;
}
