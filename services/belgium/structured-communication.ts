import { z } from 'zod';

/**
 * Structured communication of a bank transfer (OGM/VCS, Febelfin): ten digits and two check digits, the first ten mod 97,
 * 97 when that is 0. Printed `+++ddd/dddd/ddddd+++`, which is how it is kept here.
 */
export const structuredCommunicationSchema = z.string()
  .regex(/^(\+{3}|\*{3})?\d{3}\/?\d{4}\/?\d{5}(\+{3}|\*{3})?$/, 'a structured communication has 12 digits: +++ddd/dddd/ddddd+++')
  .transform((text) => text.replaceAll(/\D/g, ''))
  .refine((digits) => checkDigits(digits.slice(0, 10)) === digits.slice(10), 'the check digits of this structured communication are wrong')
  .transform(print);

/** Makes one from a number of at most ten digits. */
export function makeStructuredCommunication(number: number): string {
  const ten = String(number).padStart(10, '0');
  return print(ten + checkDigits(ten));
}

function print(digits: string): string {
  return `+++${digits.slice(0, 3)}/${digits.slice(3, 7)}/${digits.slice(7)}+++`;
}

function checkDigits(ten: string): string {
  return String(Number(ten) % 97 || 97).padStart(2, '0');
}
