import { z } from 'zod';
import { decryptionKey, loginPlace, saysWhereTo, whereToMissing } from '#connectors/login-kit/asking/login-place.ts';

export const fasSettings = z.strictObject({
  flavour: z.literal('fas').describe('CSAM/FAS, the login of the federal government: eID, itsme and other keys.'),
  ...loginPlace,
  level: z.union([z.literal(500), z.literal(450)]).default(450).describe('The lowest level that is taken: 500 the eID itself, 450 an app as well.'),
  userInfo: z.enum(['json', 'signed']).default('signed').describe('How FAS tells about the person, as registered: plain JSON over TLS, or a signed token.'),
}).refine(saysWhereTo, whereToMissing);

export const itsmeSettings = z.strictObject({
  flavour: z.literal('itsme').describe('itsme itself.'),
  ...loginPlace,
  service: z.string().regex(/^[A-Za-z0-9_-]{1,60}$/).describe('The code of the service, as itsme gave it.'),
  level: z.enum(['advanced', 'basic']).default('advanced').describe('The lowest level that is taken: with the code of the app, or with a fingerprint as well.'),
  decryption: decryptionKey.describe('Our key that itsme encrypts its tokens for.'),
}).refine(saysWhereTo, whereToMissing);

/** Where citizens log in. */
export const citizenLoginSettings = z.discriminatedUnion('flavour', [fasSettings, itsmeSettings]);
export type CitizenLoginSettings = z.output<typeof citizenLoginSettings>;
