import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { receiptCredentials } from '../inbound/receipt-credentials.ts';

const line = z.string().regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]{1,80}$/u, 'this stands on one line');
const millimetres = (most: number) => z.number().min(0).max(most);

/** The print shop, and how its envelopes are. */
export const letterSettings = z.strictObject({
  folder: z.string().refine(isAbsolute, 'a whole path').describe('Shared with the print shop. It finds each letter in `ready/<our number>/`, and moves that folder to `taken/` when it has it; it keeps the name there for 90 days.'),
  sender: z.strictObject({ name: line.describe('Who writes.'), lines: z.array(line).min(1).max(5).describe('Address, telephone, website: at the head of the letter.') }).describe('What stands at the head.'),
  window: z.strictObject({ left: millimetres(190).describe('From the left edge.'), top: millimetres(120).describe('From the upper edge.'), width: millimetres(120).min(60).describe('Width.'), height: millimetres(60).min(20).describe('Height.') })
    .default({ left: 110, top: 50, width: 80, height: 30 }).describe('Where the address shows through the envelope, in millimetres from the left and upper edge of the sheet.'),
  receipts: receiptCredentials.optional().describe('How the print shop proves itself when it tells what became of a letter; left out: it tells nothing.'),
});
export type LetterSettings = z.output<typeof letterSettings>;
