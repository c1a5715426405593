import { structuredCommunicationSchema } from '#services/belgium/structured-communication.ts';
import type { ToldLine } from './wire-books.ts';

export interface CodaFile {
  readonly iban: string;
  readonly holder: string;
  /** `YYYY-MM-DD`, and the number of the statement in its year. */
  readonly day: string;
  readonly number: number;
  /** Euro cents on the account before the first line. */
  readonly before: number;
  readonly lines: readonly (ToldLine & { readonly bankReference: string })[];
}

/** A bank's statement as the bank writes it: CODA, version 2, lines of 128 characters. It knows nothing of how we read one. */
export function writeCoda({ iban, holder, day, number, before, lines }: CodaFile): string {
  const credited = lines.reduce((sum, { amount }) => sum + amount, 0);
  const account = `${iban.padEnd(34)}EUR`;
  const sequence = String(number % 1000).padStart(3, '0');
  const movements = lines.flatMap((line, at) => movement(line, at + 1, day, sequence));
  const inside = [
    // 2: IBAN of a Belgian account.
    `12${sequence}${account}${balance(before)}${written(day)}${text(holder, 26)}${text('', 35)}${sequence}`,
    ...movements,
    `8${sequence}${account}${balance(before + credited)}${written(day)}${text('', 64)}0`,
  ];
  return [
    `00000${written(day)}00005${text('', 8)}${text(`SBX${sequence}`, 10)}${text(holder, 26)}${text('KREDBEBB', 11)}${text('00000000000', 11)} ${text('00000', 5)}${text('', 16)}${text('', 16)}${text('', 7)}2`,
    ...inside,
    `9${text('', 15)}${String(inside.length).padStart(6, '0')}${money(0)}${money(credited)}${text('', 75)}2`,
  ].map((line) => `${line}\r\n`).join('');
}

function movement({ bankReference, amount, communication, valueDate }: CodaFile['lines'][number], at: number, day: string, sequence: string): string[] {
  const digits = structuredCommunicationSchema.safeParse(communication.trim()).data?.replaceAll(/\D/g, '');
  // 1: structured, 101: the structured communication of a transfer.
  const [kind, said] = digits === undefined ? ['0', text(communication, 139)] : ['1', text(`101${digits}`, 139)];
  const place = `${String(at).padStart(4, '0')}0000`;
  const goesOn = said.slice(53).trim() !== '';
  return [
    `21${place}${text(bankReference, 21)}0${money(amount)}${written(valueDate)}00150000${kind}${said.slice(0, 53)}${written(day)}${sequence}0${goesOn ? '1' : '0'} 0`,
    ...(goesOn ? [`22${place}${said.slice(53, 106)}${text('', 35)}${text('', 11)}${text('', 3)}${text('', 4)} ${text('', 4)}${text('', 4)}${said.slice(106).trim() === '' ? '0' : '1'} 0`] : []),
    ...(said.slice(106).trim() === '' ? [] : [`23${place}${text('', 37)}${text('', 35)}${said.slice(106).padEnd(43)}0 0`]),
  ];
}

/** DDMMYY. */
const written = (day: string): string => `${day.slice(8)}${day.slice(5, 7)}${day.slice(2, 4)}`;
/** Twelve digits and three decimals. */
const money = (cents: number): string => `${String(cents).padStart(14, '0')}0`;
const balance = (cents: number): string => `${cents < 0 ? '1' : '0'}${money(Math.abs(cents))}`;
const text = (said: string, length: number): string => said.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, length).padEnd(length);
