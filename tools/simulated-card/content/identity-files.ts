import { createHash } from 'node:crypto';
import type { CardPerson } from './card-person.ts';
import { field } from './tag-length-value.ts';

/** As cards name the months, per language. */
const months = {
  nl: ['JAN', 'FEB', 'MAAR', 'APR', 'MEI', 'JUN', 'JUL', 'AUG', 'SEP', 'OKT', 'NOV', 'DEC'],
  fr: ['JAN', 'FEV', 'MARS', 'AVR', 'MAI', 'JUIN', 'JUIL', 'AOUT', 'SEPT', 'OCT', 'NOV', 'DEC'],
  de: ['JAN', 'FEB', 'MÄR', 'APR', 'MAI', 'JUN', 'JUL', 'AUG', 'SEP', 'OKT', 'NOV', 'DEZ'],
} as const;
const sexes = { nl: { f: 'V', m: 'M' }, fr: { f: 'F', m: 'M' }, de: { f: 'W', m: 'M' } } as const;
/** Of the address file on real cards; what is left over is zero. */
const addressBytes = 117;

export interface IdentityOptions {
  readonly chipNumber: Uint8Array;
  readonly photoHash: 'sha1' | 'sha256' | 'sha384';
  /** Public key of the chip itself (applet 1.8). */
  readonly basicKey?: Uint8Array;
}

/** File 4031. */
export function identityFile(person: CardPerson, { chipNumber, photoHash, basicKey }: IdentityOptions): Buffer {
  return Buffer.concat([
    field(1, person.cardNumber), field(2, chipNumber), field(3, dotted(person.validFrom)), field(4, dotted(person.validUntil)), field(5, person.municipality),
    field(6, person.insz), field(7, person.lastName), field(8, person.firstNames), field(9, person.thirdInitial), field(10, person.nationality),
    field(11, person.birthPlace), field(12, birthDate(person)), field(13, sexes[person.language][person.sex]), field(14, person.noble),
    field(15, person.documentType), field(16, '0'), field(17, createHash(photoHash).update(person.photo).digest()),
    ...basicKey ? [field(26, createHash('sha384').update(basicKey).digest())] : [],
  ]);
}

/** File 4033, with the zeros behind it. */
export function addressFile({ address }: CardPerson): Buffer {
  const written = Buffer.concat([field(1, address.street), field(2, address.postcode), field(3, address.municipality)]);
  return Buffer.concat([written, Buffer.alloc(Math.max(0, addressBytes - written.length))]);
}

/** What the signature of the address covers: the address without the zeros behind it, and the whole file with the signature of the identity. */
export function signedAddress(address: Uint8Array, identitySignature: Uint8Array): Buffer {
  let end = address.length;
  while (end > 0 && address[end - 1] === 0) end--;
  return Buffer.concat([address.subarray(0, end), identitySignature]);
}

function dotted(day: string): string {
  return day.split('-').toReversed().join('.');
}

function birthDate({ birthDay, language }: CardPerson): string {
  const [year = '', month = '', day = ''] = birthDay.split('-');
  // The name of the month takes four places.
  return `${day} ${(months[language][Number(month) - 1] ?? '').padEnd(4)} ${year}`;
}
