import * as fc from 'fast-check';
import { cardNumberSchema, formatCardNumber, makeCardNumber } from './card-number.ts';
import { birthDateOf, formatInsz, inszSchema, makeInsz } from './insz.ts';
import { makeStructuredCommunication, structuredCommunicationSchema } from './structured-communication.ts';

const birthDay = fc.date({ min: new Date('1910-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const changeDigit = (text: string, at: number, by: number) => text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1);

test.each(['85073003328', '17073003384', '98472899765', '85.07.30-033.28'])('accepts the published national number %#', (insz) => {
  expect(inszSchema.safeParse(insz).success).toBe(true);
});

test.each(['85073003327', '1234', '', '850730033280'])('refuses what is no national number %#', (insz) => {
  expect(inszSchema.safeParse(insz).success).toBe(false);
});

test('reads the birth date of both centuries and never guesses one', () => {
  expect(birthDateOf('85073003328')).toBe('1985-07-30');
  expect(birthDateOf('17073003384')).toBe('2017-07-30');
  expect(birthDateOf('98472899765')).toBe('1998-07-28');
  expect(birthDateOf(makeInsz('1950-00-00', 12, { testPerson: false }))).toBeUndefined();
});

test('a national number made for a test person is valid, tells the birth date, and is never that of a real person', () => {
  fc.assert(fc.property(birthDay, fc.integer({ min: 1, max: 997 }), (day, serial) => {
    const insz = makeInsz(day, serial, { testPerson: true });
    expect(inszSchema.parse(formatInsz(insz))).toBe(insz);
    expect(birthDateOf(insz)).toBe(day);
    expect(Number(insz.slice(2, 4))).toBeGreaterThan(60);
  }));
});

test.each(['591-1917064-58', '591-2010999-97'])('accepts the published card number %#', (number) => {
  expect(formatCardNumber(cardNumberSchema.parse(number))).toBe(number);
});

test('one wrong digit in a card number is always found', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
    const card = makeCardNumber(String(number).padStart(10, '0'));
    expect(cardNumberSchema.parse(card)).toBe(card);
    expect(cardNumberSchema.safeParse(changeDigit(card, at, by)).success).toBe(false);
  }));
});

test('one wrong digit in a structured communication is always found', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 9_999_999_999 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
    const printed = makeStructuredCommunication(number);
    const digits = printed.replaceAll(/\D/g, '');
    expect(structuredCommunicationSchema.parse(digits)).toBe(printed);
    expect(structuredCommunicationSchema.safeParse(changeDigit(digits, at, by)).success).toBe(false);
  }));
});
