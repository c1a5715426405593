import * as fc from 'fast-check';
import { ageOn } from './age.ts';
import { dayOf, instantOf, timeOf } from './brussels-time.ts';
import { addDays, addMonths, daysBetween, weekdayOf } from './day.ts';
import { easterSunday, isPublicHoliday, isWorkingDay } from './public-holidays.ts';

test.each([
  ['2025', '2025-04-20'], ['2026', '2026-04-05'], ['2027', '2027-03-28'], ['2038', '2038-04-25'],
])('knows Easter of %s', (year, day) => expect(easterSunday(Number(year))).toBe(day));

test.each(['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-14', '2026-05-25', '2026-07-21', '2026-08-15', '2026-11-01', '2026-11-11', '2026-12-25'])(
  '%s is a Belgian public holiday', (day) => expect(isPublicHoliday(day)).toBe(true));
test.each(['2026-04-05', '2026-07-11', '2026-12-26'])('%s is no Belgian public holiday', (day) => expect(isPublicHoliday(day)).toBe(false));

test.each([
  ['a Monday', '2026-11-23', true], ['a Friday', '2026-11-27', true], ['a Saturday', '2026-11-28', false], ['a Sunday', '2026-11-29', false], ['Armistice Day, a Wednesday', '2026-11-11', false], ['Easter Monday', '2026-04-06', false],
  ['Good Friday, which the law does not name', '2026-04-03', true],
])('%s is a working day, or not', (_which, day, works) => expect(isWorkingDay(day)).toBe(works));

test('a day begins at midnight in Brussels, in summer and in winter', () => {
  expect(new Date(instantOf('2026-07-01', '00:00')).toISOString()).toBe('2026-06-30T22:00:00.000Z');
  expect(new Date(instantOf('2026-12-01', '00:00')).toISOString()).toBe('2026-11-30T23:00:00.000Z');
  expect(dayOf(Date.parse('2026-06-30T22:30:00Z'))).toBe('2026-07-01');
});

test('a time that the clock skips is taken an hour later, a time that it shows twice is the first', () => {
  expect(timeOf(instantOf('2026-03-29', '02:30'))).toBe('03:30');
  expect(new Date(instantOf('2026-10-25', '02:30')).toISOString()).toBe('2026-10-25T00:30:00.000Z');
});

test('every quarter of an hour that exists comes back as it was asked', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 3650 }), fc.integer({ min: 16, max: 95 }), (days, quarter) => {
    const day = addDays('2026-01-01', days);
    const time = `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    expect([dayOf(instantOf(day, time)), timeOf(instantOf(day, time))]).toEqual([day, time]);
  }));
});

test('days and months are counted as a calendar does', () => {
  expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1);
  expect(weekdayOf('2026-11-24')).toBe('tuesday');
});

test.each([
  ['2014-11-25', 11], ['2014-11-24', 12], ['1951-11-24', 75],
])('a citizen born on %s is %i on 24 November 2026', (birthDay, age) => expect(ageOn(birthDay, '2026-11-24')).toBe(age));
