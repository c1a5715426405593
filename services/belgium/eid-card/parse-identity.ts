import { z } from 'zod';
import { cardNumberSchema } from '../card-number.ts';
import { daySchema } from '../day.ts';
import { inszSchema } from '../insz.ts';
import { CardRefused } from './card-refused.ts';
import { readBirthDate } from './read-birth-date.ts';
import { readFields } from './read-fields.ts';
import { readText } from './read-text.ts';

/** `DD.MM.YYYY`. */
const printedDay = z.string().regex(/^\d\d\.\d\d\.\d{4}$/).transform((text) => text.split('.').toReversed().join('-')).pipe(daySchema);
const name = z.string().max(200);
/** M in three languages; V, F or W for a woman. */
const sexes: Readonly<Record<string, 'male' | 'female'>> = { M: 'male', V: 'female', F: 'female', W: 'female' };

/** 1 is the card of a Belgian, 6 that of a child under 12; from 11 on they are cards of foreigners, whose numbers are made otherwise. */
const belgians: readonly number[] = [1, 6];

const identitySchema = z.object({
  cardNumber: z.string().regex(/^[0-9A-Z]{6,16}$/),
  validFrom: printedDay,
  validUntil: printedDay,
  issuedBy: name,
  insz: inszSchema,
  lastName: name.min(1),
  firstNames: name,
  thirdInitial: z.string().max(10),
  nationality: name,
  birthPlace: name,
  sex: z.enum(['male', 'female']).nullable(),
  documentType: z.string().regex(/^\d{1,2}$/).transform(Number),
}).refine(({ documentType, cardNumber }) => !belgians.includes(documentType) || cardNumberSchema.safeParse(cardNumber).success);

export interface CardIdentity extends z.output<typeof identitySchema> {
  /** Nothing when the card does not give the whole date. */
  readonly birthDate: string | null;
  /** Its length says which hash of the photo it is. */
  readonly photoHash: Uint8Array;
}

/**
 * The identity file of a card, whose signature was verified before.
 * @throws CardRefused `unreadable`
 */
export function parseIdentity(file: Uint8Array): CardIdentity {
  const fields = readFields(file);
  const text = (tag: number): string => readText(fields.get(tag));
  const read = identitySchema.safeParse({
    cardNumber: text(1), validFrom: text(3), validUntil: text(4), issuedBy: text(5), insz: text(6), lastName: text(7), firstNames: text(8),
    thirdInitial: text(9), nationality: text(10), birthPlace: text(11), sex: sexes[text(13)] ?? null, documentType: text(15),
  });
  const photoHash = fields.get(17);
  if (!read.success || photoHash === undefined) throw new CardRefused('unreadable');
  return { ...read.data, birthDate: readBirthDate(text(12)), photoHash };
}
