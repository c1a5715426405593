import * as fc from 'fast-check';
import { CardRefused } from './card-refused.ts';
import { parseAddress } from './parse-address.ts';
import { readBirthDate } from './read-birth-date.ts';
import { readFields } from './read-fields.ts';

const field = (tag: number, value: Buffer): Buffer => Buffer.concat([Buffer.from([tag, value.length]), value]);

test.each([
  ['01 JAN 1960', '1960-01-01'], ['01 FEV 1960', '1960-02-01'], ['29 FEB 1960', '1960-02-29'], ['03 MAAR 1960', '1960-03-03'], ['03 MARS 1960', '1960-03-03'], ['03.MÄR.1960', '1960-03-03'],
  ['01 AVR 1960', '1960-04-01'], ['01 MEI 1960', '1960-05-01'], ['01 MAI 1960', '1960-05-01'], ['01 JUIN 1960', '1960-06-01'], ['01 JUN 1960', '1960-06-01'], ['01 JUIL 1960', '1960-07-01'],
  ['01 AOUT 1960', '1960-08-01'], ['01 AOÛT 1960', '1960-08-01'], ['01 AUG  1960', '1960-08-01'], ['01 SEPT 1960', '1960-09-01'], ['01 OKT 1960', '1960-10-01'], ['01 OCT 1960', '1960-10-01'],
  ['01.DEZ.1960', '1960-12-01'], ['1. DEZ. 1960', '1960-12-01'], ['31 DEC 1960', '1960-12-31'],
])('born on %s is %s', (text, day) => expect(readBirthDate(text)).toBe(day));

test.each(['1960', '', '30 FEB 1960', '01 FOO 1960', '00 000 1960'])('nobody guesses at %p as a birth date', (text) => expect(readBirthDate(text)).toBeNull());

test('names are read in UTF-8, and in Latin as on the oldest cards', () => {
  const street = (bytes: Buffer) => parseAddress(Buffer.concat([field(1, bytes), field(2, Buffer.from('4000')), field(3, Buffer.from('Liège'))]))?.street;
  expect(street(Buffer.from('Rue Général'))).toBe('Rue Général');
  expect(street(Buffer.from('Rue Général', 'latin1'))).toBe('Rue Général');
});

test('the version of a file, fields that nobody knows and padding of any length are passed over', () => {
  fc.assert(fc.property(fc.nat(9), (zeros) => {
    const file = Buffer.concat([field(0, Buffer.from([0, 1])), field(99, Buffer.from('?')), field(1, Buffer.from('Kouter 1')), Buffer.alloc(zeros)]);
    expect([...readFields(file).keys()].toSorted((a, b) => a - b)).toEqual([1, 99]);
    expect(readFields(file).get(1)?.toString()).toBe('Kouter 1');
  }));
});

test('a value longer than 127 bytes has its length in several bytes', () => {
  expect(readFields(Buffer.concat([Buffer.from([1, 0x81, 0x48]), Buffer.alloc(200, 65)])).get(1)).toHaveLength(200);
});

test('a length beyond all measure does not lead back into the file', () => {
  // As a number of 32 bits this one is 6 below zero: whoever believed it would read the same field for ever.
  expect(() => readFields(Buffer.from([0x00, 0x8f, 0xff, 0xff, 0xff, 0x7a]))).toThrow(CardRefused);
});

test('fields are inside the file, or the file is unreadable', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    const read = (): boolean => {
      try {
        return [...readFields(bytes).values()].every((value) => value.byteOffset + value.length <= bytes.byteOffset + bytes.length);
      } catch (error) {
        return error instanceof CardRefused && error.code === 'unreadable';
      }
    };
    expect(read()).toBe(true);
  }));
});
