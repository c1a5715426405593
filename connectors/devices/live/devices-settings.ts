import { z } from 'zod';
import { secretReference } from '#services/kernel/secret.ts';

export const devicesLiveSettings = z.strictObject({
  cardRoots: secretReference.describe('Root certificates of the Belgian eID, PEM: what stands on a card is believed when one of them issued the certificate of the National Register that signed it.'),
  biza: z.strictObject({
    keyId: z.string().min(1).max(100).describe('By which name BiZa knows the key.'),
    certificate: secretReference.describe('BiZa\'s certificate, PEM, for which devices seal fingerprints and codes. A device that enrols keeps it, and takes another one only if this one issued it.'),
  }).describe('For whom fingerprints and codes are sealed.'),
});
export type DevicesLiveSettings = z.output<typeof devicesLiveSettings>;
