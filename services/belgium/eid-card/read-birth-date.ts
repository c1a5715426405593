import { daySchema } from '../day.ts';

/** As they stand on cards in Dutch, French and German, without accents; longer forms too. */
const months = [
  ['JAN', 'JANV'], ['FEB', 'FEV', 'FEVR'], ['MAAR', 'MRT', 'MARS', 'MAR', 'MARZ'], ['APR', 'AVR'], ['MEI', 'MAI'], ['JUN', 'JUNI', 'JUIN'],
  ['JUL', 'JULI', 'JUIL'], ['AUG', 'AOUT'], ['SEP', 'SEPT'], ['OKT', 'OCT'], ['NOV'], ['DEC', 'DEZ'],
];

/** `01 JUIN 1960`, `01.DEZ.1960` (German) as a day. Nothing when only the year stands there, or what we do not know: never a guess. */
export function readBirthDate(text: string): string | null {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toUpperCase();
  const [, day = '', name = '', year = ''] = /^(\d{1,2})[. ]+([A-Z]+)[. ]+(\d{4})$/.exec(plain) ?? [];
  const month = months.findIndex((names) => names.includes(name)) + 1;
  const read = daySchema.safeParse(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
  return read.success ? read.data : null;
}
