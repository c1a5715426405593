import { z } from 'zod';
import { addressSchema } from '#services/belgium/address.ts';
import { languageSchema } from '#services/belgium/language.ts';

/**
 * What lies beside `letter.pdf` in the folder of one letter, as `manifest.json`: [GAP] ours, version 1. Address and text stand in it too, for a shop that prints the
 * address itself, or the text in large print or braille.
 */
export const letterManifest = z.strictObject({
  version: z.literal(1),
  reference: z.uuid().describe('Our number of the letter: it is printed once per number.'),
  dossier: z.uuid(),
  file: z.literal('letter.pdf'), sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.int().positive(), pages: z.int().positive(), sheet: z.literal('A4'),
  language: languageSchema,
  to: z.strictObject({ name: z.string(), address: addressSchema }),
  subject: z.string(), body: z.string(),
  link: z.string().nullable().describe('What the QR code says.'),
});
export type LetterManifest = z.output<typeof letterManifest>;
