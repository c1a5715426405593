import { z } from 'zod';
import { CardRefused } from './card-refused.ts';
import { readFields } from './read-fields.ts';
import { readText } from './read-text.ts';

/** The street with number and box, as one line: a card does not part them. */
const addressSchema = z.object({ street: z.string().max(200), postcode: z.string().max(12), municipality: z.string().max(200) });
export type CardAddress = z.output<typeof addressSchema>;

/**
 * The address file of a card, whose signature was verified before. Nothing for who has no address in Belgium: all three stand empty.
 * @throws CardRefused `unreadable`
 */
export function parseAddress(file: Uint8Array): CardAddress | null {
  const fields = readFields(file);
  const read = addressSchema.safeParse({ street: readText(fields.get(1)), postcode: readText(fields.get(2)), municipality: readText(fields.get(3)) });
  if (!read.success) throw new CardRefused('unreadable');
  return Object.values(read.data).some((text) => text !== '') ? read.data : null;
}
