import { daySchema } from '#services/belgium/day.ts';
import { Flaw } from './statement.ts';

/** Source: Febelfin, 'Coded statement of account (CODA)', version 2.6; 2.8 keeps these places. Positions are counted from 1, as there. */

/** One record: its line in the file, its kind (`0`, `1`, `21`, …), and what stands where. */
export interface CodaRecord {
  readonly line: number;
  readonly kind: string;
  /** What stands from a position on, so many characters. */
  readonly at: (position: number, length: number) => string;
}

const kinds = new Set(['0', '1', '21', '22', '23', '31', '32', '33', '4', '8', '9']);

/** @throws Flaw */
export function recordsIn(bytes: Uint8Array): CodaRecord[] {
  const lines = Buffer.from(bytes).toString('latin1').split(/\r\n|\n/);
  while (lines.at(-1) === '' || lines.at(-1) === '\u001a') lines.pop();
  return lines.map((text, index) => {
    const line = index + 1;
    if (text.length !== 128) throw new Flaw(line, 'a record has 128 characters');
    if (/\p{Cc}/u.test(text)) throw new Flaw(line, 'a record holds no control characters');
    const kind = /^[23]/.test(text) ? text.slice(0, 2) : text.slice(0, 1);
    if (!kinds.has(kind)) throw new Flaw(line, 'this kind of record is not known');
    return { line, kind, at: (position, length) => text.slice(position - 1, position - 1 + length) };
  });
}

/** @throws Flaw */
export function digitsAt({ line, at }: CodaRecord, position: number, length: number, what: string): string {
  const digits = at(position, length);
  if (!/^\d+$/.test(digits)) throw new Flaw(line, `${what}: digits are due`);
  return digits;
}

/** Cents of an amount of twelve digits and three decimals, with its sign (0 credit, 1 debit) before it. @throws Flaw */
export function moneyAt(record: CodaRecord, signAt: number | undefined, position: number, what: string): number {
  const sign = signAt === undefined ? '0' : record.at(signAt, 1);
  if (sign !== '0' && sign !== '1') throw new Flaw(record.line, `${what}: its sign is 0 or 1`);
  const digits = digitsAt(record, position, 15, what);
  if (!digits.endsWith('0')) throw new Flaw(record.line, `${what}: euros have whole cents`);
  const cents = Number(digits.slice(0, -1));
  if (!Number.isSafeInteger(cents)) throw new Flaw(record.line, `${what}: too much`);
  return sign === '0' ? cents : 0 - cents;
}

/** DDMMYY of this century. @throws Flaw */
export function dayAt(record: CodaRecord, position: number, what: string): string {
  const digits = digitsAt(record, position, 6, what);
  const day = daySchema.safeParse(`20${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`).data;
  if (day === undefined) throw new Flaw(record.line, `${what}: this is no day`);
  return day;
}

/** The account and its currency, as in records 1 and 8; an old account number as the IBAN that it became. @throws Flaw */
export function accountAt(record: CodaRecord, structure: string, position: number): string {
  const isIban = structure === '2' || structure === '3';
  const currency = isIban ? record.at(position + 34, 3) : structure === '0' ? record.at(position + 13, 3) : record.at(position + 34, 3);
  if (currency !== 'EUR') throw new Flaw(record.line, 'an account in euros is expected');
  if (structure === '0') return ibanOf(digitsAt(record, position, 12, 'account'));
  return record.at(position, 34).trim();
}

/** ISO 13616: BE is 1114. */
function ibanOf(number: string): string {
  return `BE${String(98n - (BigInt(`${number}111400`) % 97n)).padStart(2, '0')}${number}`;
}
