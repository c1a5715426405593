import * as fc from 'fast-check';
import { addDays } from '#services/belgium/day.ts';
import { cardTerms, fits, type Outcome } from './card-terms.ts';

const day = '2026-06-15';

test.each([
  ['the twelfth birthday', '2014-06-15', 72, 'authentication'],
  ['the last day of being seventeen', '2008-06-16', 72, 'authentication'],
  ['the eighteenth birthday', '2008-06-15', 120, 'authentication-and-signature'],
  ['the last day of being seventy-four', '1951-06-16', 120, 'authentication-and-signature'],
  ['the seventy-fifth birthday', '1951-06-15', 360, 'authentication-and-signature'],
  ['the day before the twelfth birthday', '2014-06-16', 36, 'authentication'],
])('on %s the card has the validity and certificates of that age', (_title, birthDate, validityMonths, certificates) => {
  expect(cardTerms(birthDate, day, 'captured')).toEqual({ validityMonths, certificates });
});

test('a card whose fingerprints are temporarily impossible is valid twelve months, whatever the age', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (daysOld) => {
    expect(cardTerms(addDays(day, -daysOld), day, 'temporarily-impossible').validityMonths).toBe(12);
  }));
});

test('a card without fingerprints for good is valid as long as one with them', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), (daysOld) => {
    const birthDate = addDays(day, -daysOld);
    expect(cardTerms(birthDate, day, 'permanently-impossible')).toEqual(cardTerms(birthDate, day, 'captured'));
  }));
});

test('who is older never gets a card that is valid for less', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 4_000 }), (daysOld, more) => {
    const months = (days: number) => cardTerms(addDays(day, -days), day, 'captured').validityMonths;
    expect(months(daysOld + more)).toBeGreaterThanOrEqual(months(daysOld));
  }));
});

test.each<[Parameters<typeof fits>[0], Outcome, boolean]>([
  ['bandage', 'temporarily-impossible', true],
  ['bandage', 'permanently-impossible', false],
  ['device', 'permanently-impossible', false],
  ['amputation', 'permanently-impossible', true],
  ['amputation', 'temporarily-impossible', false],
  ['medical-certificate', 'permanently-impossible', true],
])('the reason %s goes with %s: %s', (reason, outcome, goes) => {
  expect(fits(reason, outcome)).toBe(goes);
});
