import { z } from 'zod';

/** On no card. Said of what comes in and of what goes on. */
const example = { examples: ['000000000097'] };

/**
 * Number of a Belgian eID card: ten digits and two check digits, the first ten mod 97, 97 when that is 0. Printed
 * `591-1917064-58`; kept here as twelve digits.
 */
export const cardNumberSchema = z.string()
  .regex(/^\d{3}-?\d{7}-?\d{2}$/, 'a card number has 12 digits')
  .meta(example)
  .transform((text) => text.replaceAll('-', ''))
  .refine((digits) => mod97(digits.slice(0, 10)) === digits.slice(10), 'the check digits of this card number are wrong')
  .meta(example);

/** Adds the check digits to ten digits. */
export function makeCardNumber(tenDigits: string): string {
  return tenDigits + mod97(tenDigits);
}

/** `591-1917064-58`, as it is printed. */
export function formatCardNumber(cardNumber: string): string {
  return cardNumber.replace(/^(\d{3})(\d{7})(\d{2})$/, '$1-$2-$3');
}

function mod97(digits: string): string {
  return String(Number(digits) % 97 || 97).padStart(2, '0');
}
