import type { Card } from '../card-reader.ts';
import { CardSaidNo, exchange, status } from './exchange.ts';

/** Of the one PIN that a citizen has. */
export const pinReference = 0x01;

/** `left` is how many tries are left, where the card says it. */
export type PinAnswer<Done extends string> = { readonly result: Done; readonly left: null } | { readonly result: 'wrong' | 'blocked'; readonly left: number };
export type PadAnswer<Done extends string> = PinAnswer<Done> | { readonly result: 'cancelled' | 'time-out'; readonly left: null };

export class NoPin extends Error { override readonly name = 'NoPin'; }

/**
 * Holds the PIN that was typed (digits in ASCII) against the card. The digits are wiped, whatever happens.
 * @throws NoPin: not 4 to 12 digits, nothing was asked of the card; CardSaidNo
 */
export async function verifyPin(card: Card, digits: Buffer): Promise<PinAnswer<'verified'>> {
  return send(card, 0x20, [digits], 'verified');
}

/**
 * Puts another PIN in the place of the present one. Both are wiped, whatever happens.
 * @throws NoPin, CardSaidNo
 */
export async function changePin(card: Card, present: Buffer, next: Buffer): Promise<PinAnswer<'changed'>> {
  return send(card, 0x24, [present, next], 'changed');
}

/** What a status word after VERIFY or CHANGE means. */
export function readPinStatus<Done extends string>(said: number, done: Done): PinAnswer<Done> {
  if (said === status.done) return { result: done, left: null };
  if (said === status.blocked || said === 0x63c0) return { result: 'blocked', left: 0 };
  if (said >> 4 === 0x63c) return { result: 'wrong', left: said & 0xf };
  throw new CardSaidNo(said);
}

async function send<Done extends string>(card: Card, instruction: number, pins: readonly Buffer[], done: Done): Promise<PinAnswer<Done>> {
  const command = Buffer.alloc(5 + pins.length * blockBytes, 0xff);
  try {
    command.set([0x00, instruction, 0x00, pinReference, pins.length * blockBytes]);
    for (const [place, digits] of pins.entries()) writeBlock(digits, command.subarray(5 + place * blockBytes, 5 + (place + 1) * blockBytes));
    return readPinStatus((await exchange(card, command)).status, done);
  } finally {
    for (const secret of [command, ...pins]) secret.fill(0);
  }
}

const blockBytes = 8;
const [fewestDigits, mostDigits] = [4, 12];

/** `2`, how many digits, the digits, F up to the end: no string is made of it, for strings live on. */
function writeBlock(digits: Buffer, block: Buffer): void {
  if (digits.length < fewestDigits || digits.length > mostDigits || digits.some((digit) => digit < 0x30 || digit > 0x39)) throw new NoPin('a PIN has 4 to 12 digits');
  block[0] = 0x20 | digits.length;
  for (const [place, digit] of digits.entries()) {
    const at = 1 + (place >> 1);
    block[at] = place % 2 === 0 ? ((digit & 0xf) << 4) | 0xf : ((block[at] ?? 0) & 0xf0) | (digit & 0xf);
  }
}
