import { z } from 'zod';

/** Of an official test person: nobody has this number. Said of what comes in and of what goes on. */
const example = { examples: ['85673003360'] };

/**
 * National register number (INSZ/NISS): YYMMDD, serial of three (odd for men), two check digits: 97 minus the first nine mod 97,
 * with a 2 in front of the nine for births from 2000 on. BIS numbers have 20 or 40 added to the month, official test persons 60.
 * Source: royal decree of 3 April 1984 on the identification number; BIS: royal decree of 8 February 1991.
 */
export const inszSchema = z.string()
  .regex(/^\d{2}[.]?\d{2}[.]?\d{2}[- ]?\d{3}[. ]?\d{2}$/, 'a national number has 11 digits')
  .meta(example)
  .transform((text) => text.replaceAll(/\D/g, ''))
  .refine((digits) => centuryOf(digits) !== undefined, 'the check digits of this national number are wrong')
  .meta(example);

/** `85.07.30-033.28`, as people read it. */
export function formatInsz(insz: string): string {
  return insz.replace(/^(\d\d)(\d\d)(\d\d)(\d{3})(\d\d)$/, '$1.$2.$3-$4.$5');
}

/**
 * The birth date, when the number gives it away: not for BIS numbers and test persons of whom month or day is unknown, never a guess.
 * Months 01–12 and 61–72 (test persons) are read; 21–32 and 41–52 (BIS) too, for BIS only the sex is doubtful.
 */
export function birthDateOf(insz: string): string | undefined {
  const century = centuryOf(insz);
  if (century === undefined) return undefined;
  const year = century + Number(insz.slice(0, 2));
  const month = Number(insz.slice(2, 4)) % 20;
  const day = Number(insz.slice(4, 6));
  const text = `${year}-${pad(month, 2)}-${pad(day, 2)}`;
  return z.iso.date().safeParse(text).success ? text : undefined;
}

/** Makes a valid number. `testPerson` adds 60 to the month, so that nobody real is hit. */
export function makeInsz(birthDay: string, serial: number, options: { readonly testPerson: boolean }): string {
  const [year = '', month = '', day = ''] = birthDay.split('-');
  const nine = `${year.slice(2)}${pad(Number(month) + (options.testPerson ? 60 : 0), 2)}${day}${pad(serial, 3)}`;
  return nine + checkDigits(nine, Number(year) >= 2000 ? 2000 : 1900);
}

function centuryOf(insz: string): 1900 | 2000 | undefined {
  const [nine, check] = [insz.slice(0, 9), insz.slice(9)];
  return ([1900, 2000] as const).find((century) => checkDigits(nine, century) === check);
}

function checkDigits(nine: string, century: 1900 | 2000): string {
  return pad(97 - (Number(`${century === 2000 ? '2' : ''}${nine}`) % 97), 2);
}

const pad = (value: number, length: number) => String(value).padStart(length, '0');
