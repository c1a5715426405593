import { randomInt } from 'node:crypto';

/** Without what is mistaken for another one when it is read aloud or typed: no 0, 1, I, L, O, U. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Twelve of them are 58 bits: within its half hour, and at the pace that a stranger is let, nobody guesses one. */
export function newCode(): string {
  const part = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return [part(), part(), part()].join('-');
}
