import { z } from 'zod';
import { pinnedSigner } from '#services/wire-kit/ws-security/pinned-signer.ts';
import { secretReference } from '#services/kernel/secret.ts';

const ours = {
  privateKey: secretReference.describe('Our private key, PEM (PKCS #8), RSA of 2048 bits or more.'),
  certificate: secretReference.describe('Our certificate and those between it and the root, PEM, ours first.'),
  trustRoots: secretReference.describe('Root certificates that BiZa\'s certificate must lead to, PEM.'),
  timeoutSeconds: z.int().min(1).max(60).default(9).describe('After so long a call has no answer.'),
  language: z.enum(['nl', 'fr', 'de', 'en']).default('nl').describe('Language of descriptions in answers.'),
};

export const soapSettings = z.strictObject({
  flavour: z.literal('soap').describe('SOAP 1.1 with WS-Security.'),
  eidUrl: z.url({ protocol: /^https?$/ }).describe('End point of the eID service (eid-service-v1.wsdl).'),
  personUrl: z.url({ protocol: /^https?$/ }).describe('End point of the person look-up on the Federal Service Bus (get-person-v3.wsdl).'),
  ...ours,
  expectedSigner: pinnedSigner.describe('The one certificate that BiZa signs with, by subject or by SHA-256 fingerprint.'),
  cryptoProfile: z.enum(['sha256', 'sha1-for-reading']).default('sha256').describe('`sha1-for-reading` takes answers signed with SHA-1, too; nothing is ever signed with it.'),
  timestampSeconds: z.int().min(30).max(900).default(300).describe('How long a message that we sign is valid.'),
  skewSeconds: z.int().min(0).max(300).default(60).describe('How much the clocks of both sides may differ.'),
  busSignsHeader: z.boolean().default(false).describe('Whether the bus, too, repeats our message id under its signature: then it is demanded.'),
  userNumber: secretReference.optional().describe('National number of the user that the agreement with the bus names, where it names one.'),
});

export const restSettings = z.strictObject({
  flavour: z.literal('rest').describe('JSON over mutual TLS.'),
  url: z.url({ protocol: /^https$/ }).describe('Where the service stands (eid-service-v1.openapi.json), without a slash at the end.'),
  ...ours,
});

/** How a municipality reaches BiZa. */
export const bizaSettings = z.discriminatedUnion('flavour', [soapSettings, restSettings]);
export type BizaSettings = z.output<typeof bizaSettings>;
export type SoapSettings = z.output<typeof soapSettings>;
export type RestSettings = z.output<typeof restSettings>;
