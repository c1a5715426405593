import { z } from 'zod';
import { pinnedSigner } from '#services/wire-kit/ws-security/pinned-signer.ts';
import { secretReference } from '#services/kernel/secret.ts';

/** How bpost proves that a message is its own: by a signature, by a password over TLS, or each in its service. */
export const deliveryServiceSettings = z.strictObject({
  soap: z.strictObject({
    trustRoots: secretReference.describe('Root certificates that the certificate of bpost must lead to, PEM.'),
    signedBy: pinnedSigner.describe('The one certificate that bpost signs with, by subject or by SHA-256 fingerprint.'),
    skewSeconds: z.int().min(0).max(300).default(60).describe('How much the clocks of both sides may differ.'),
  }).optional().describe('SOAP 1.1 with WS-Security (delivery-messages-v1.wsdl).'),
  rest: z.strictObject({
    user: z.string().regex(/^[^:\s]{1,64}$/, 'a user name has no colon and no space').describe('User name of bpost at this municipality.'),
    password: secretReference.describe('Its password.'),
  }).optional().describe('JSON over TLS with a user name and a password (delivery-messages-v1.openapi.json).'),
});
export type DeliveryServiceSettings = z.output<typeof deliveryServiceSettings>;
