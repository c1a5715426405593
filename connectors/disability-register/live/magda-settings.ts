import { z } from 'zod';
import { isOnThisMachine } from '#services/wire-kit/on-this-machine.ts';
import { pinnedSigner } from '#services/wire-kit/ws-security/pinned-signer.ts';
import { secretReference } from '#services/kernel/secret.ts';
import { authenticSources } from '../wire/magda-names.ts';

export const magdaSettings = z.strictObject({
  flavour: z.literal('magda').describe('GeefDossierHandicap 03.00 of Digitaal Vlaanderen, SOAP with WS-Security over mutual TLS.'),
  url: z.url({ protocol: /^https?$/ }).describe('The one end point of all services.'),
  sender: z.strictObject({
    identification: z.string().min(1).max(120).describe('How MAGDA knows the application (Identificatie), as agreed at onboarding.'),
    capacity: z.string().min(1).max(24).describe('In which capacity it asks (Hoedanigheid).'),
  }).describe('As whom we ask.'),
  privateKey: secretReference.describe('Our private key, PEM (PKCS #8).'),
  certificate: secretReference.describe('Our certificate and those between it and the root, PEM, ours first.'),
  trustRoots: secretReference.describe('Root certificates that the certificate of the end point, and of signed answers, must lead to, PEM.'),
  answersSignedBy: pinnedSigner.optional().describe('The certificate that signs answers. Without it an answer is believed because TLS says who gave it.'),
  sources: z.array(z.enum(authenticSources)).min(1).default(['DGPH']).describe('Who is asked for a file.'),
  registrationDays: z.int().min(1).max(3_650).default(365).describe('For how long a person is registered at a time.'),
  timeoutSeconds: z.int().min(1).max(9).default(8).describe('After so long one request has no answer.'),
}).refine(({ url }) => url.startsWith('https:') || isOnThisMachine(url), { path: ['url'], error: 'without TLS on this machine itself only' })
  .refine(({ url, answersSignedBy }) => url.startsWith('https:') || answersSignedBy !== undefined, { path: ['answersSignedBy'], error: 'an answer that comes without TLS must be signed' });

export type MagdaSettings = z.output<typeof magdaSettings>;
