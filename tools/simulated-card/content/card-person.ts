import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { testPhoto } from './test-photo.ts';

/** Who is on a card. Days are written YYYY-MM-DD, as everywhere in the house; the card writes them its own way. */
export interface CardPerson {
  /** Twelve digits. */
  readonly cardNumber: string;
  readonly insz: string;
  readonly lastName: string;
  /** The first two of them. */
  readonly firstNames: string;
  /** First letter of the third one, or nothing. */
  readonly thirdInitial: string;
  readonly nationality: string;
  readonly birthPlace: string;
  readonly birthDay: string;
  readonly sex: 'f' | 'm';
  readonly noble: string;
  readonly validFrom: string;
  readonly validUntil: string;
  /** That handed the card over. */
  readonly municipality: string;
  readonly address: { readonly street: string; readonly postcode: string; readonly municipality: string };
  /** JPEG. */
  readonly photo: Uint8Array;
  /** 1: identity card of a Belgian. */
  readonly documentType: string;
  readonly language: 'nl' | 'fr' | 'de';
}

/** Somebody who does not exist, with the national number of an official test person. What is named is taken over. */
export function testPerson(given: Partial<CardPerson> = {}): CardPerson {
  const birthDay = given.birthDay ?? '1980-01-12';
  const cardNumber = given.cardNumber ?? makeCardNumber('5990000001');
  return {
    cardNumber, insz: makeInsz(birthDay, given.sex === 'm' ? 101 : 102, { testPerson: true }), lastName: 'Voorbeeld', firstNames: 'Anna Zoë', thirdInitial: 'M', nationality: 'Belg',
    birthPlace: 'Gent', birthDay, sex: 'f', noble: '', validFrom: '2024-03-01', validUntil: '2034-03-01', municipality: 'Gent',
    address: { street: 'Lindelaan 7 bus 3', postcode: '9000', municipality: 'Gent' }, photo: testPhoto(cardNumber), documentType: '1', language: 'nl', ...given,
  };
}
