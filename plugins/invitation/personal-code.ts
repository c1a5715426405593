import { randomInt } from 'node:crypto';

/** No letter that is read as another one: no I, L, O, U, 0, 1. */
export const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const length = 10;

/** A personal code: 30^10 of them (49 bits), from the operating system's generator. */
export function makeCode(): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** `ABCDE-FGHJK`, as it is printed. */
export function printCode(code: string): string {
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** As people type it: in small letters, with or without dash and spaces. */
export function normaliseCode(typed: string): string {
  return typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
}
