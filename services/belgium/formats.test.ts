import { formatAddress, formatDay, formatMoment, formatMoney, formatMonth, formatNumber, formatPercent, formatShortMonth, formatTime, formatWeekday, saysOne } from './formats.ts';

const plainSpaces = (text: string): string => text.replace(/\p{Zs}/gu, ' ');

test.each([
  ['nl', '30 september 2026'], ['fr', '30 septembre 2026'], ['de', '30. September 2026'], ['en', '30 September 2026'],
] as const)('a day is written out in the language of the citizen (%s)', (language, written) => {
  expect(plainSpaces(formatDay('2026-09-30', language))).toBe(written);
});

test('the first day of a month is "1er" in French', () => {
  expect(formatDay('2026-08-01', 'fr')).toBe('1er août 2026');
  expect(formatMoment(Date.UTC(2026, 7, 1, 7, 30), 'fr')).toContain('samedi 1er août 2026');
  expect(formatDay('2026-08-11', 'fr')).toBe('11 août 2026');
});

test.each(['2026-02-30', '2026-13-01', '30/09/2026', ''])('a day that does not exist is refused instead of becoming another day (%s)', (day) => {
  expect(() => formatDay(day, 'nl')).toThrow(RangeError);
});

test.each([
  ['nl', 'woensdag 30 september 2026', '08:30'], ['fr', 'mercredi 30 septembre 2026', '08:30'],
  ['de', 'Mittwoch, 30. September 2026', '08:30'], ['en', 'Wednesday', '08:30'],
] as const)('a visit is told with its weekday, date and time (%s)', (language, day, time) => {
  const written = plainSpaces(formatMoment(Date.UTC(2026, 8, 30, 6, 30), language));
  expect(written).toContain(day);
  expect(written).toContain(time);
});

test('the time of a visit is the time on the Belgian clock, in summer and in winter', () => {
  expect(formatMoment(Date.UTC(2026, 6, 1, 22, 15), 'nl')).toMatch(/donderdag 2 juli 2026.*00:15/u);
  expect(formatMoment(Date.UTC(2026, 0, 15, 8, 0), 'nl')).toMatch(/09:00/u);
});

test.each([
  ['nl', '€ 1.234,50'], ['fr', '1 234,50 €'], ['de', '1.234,50 €'], ['en', '€1,234.50'],
] as const)('an amount is written in euro as the language does (%s)', (language, written) => {
  expect(plainSpaces(formatMoney(123_450, language))).toBe(written);
});

test('half a cent is not an amount', () => {
  expect(() => formatMoney(12.5, 'nl')).toThrow(RangeError);
});

test.each([
  ['nl', 'vrijdag 1 januari', 'bus'], ['fr', 'vendredi 1er janvier', 'boîte'], ['de', 'Freitag, 1. Januar', 'Briefkasten'], ['en', 'Friday 1 January', 'box'],
] as const)('a day of the week, a time and a box are said on the Belgian clock and in the language of the citizen (%s)', (language, weekday, box) => {
  const lastHourInUtc = Date.parse('2026-12-31T23:30:00Z');
  expect(plainSpaces(formatWeekday(lastHourInUtc, language))).toBe(weekday);
  expect(formatTime(lastHourInUtc, language)).toBe('00:30');
  expect(formatAddress({ street: 'Kerkstraat', houseNumber: '1', box: '2', postcode: '9000', city: 'Gent' }, language)).toEqual([`Kerkstraat 1 ${box} 2`, '9000 Gent']);
  expect(formatAddress({ street: 'Kerkstraat', houseNumber: '1', postcode: '9000', city: 'Gent' }, language)[0]).toBe('Kerkstraat 1');
});

test.each([
  ['nl', '1.234,5', '7', '75,5%'], ['fr', '1 234,5', '7', '75,5 %'], ['de', '1.234,5', '7', '75,5 %'], ['en', '1,234.5', '7', '75.5%'],
] as const)('a figure has one decimal where it has one, and a share is of a hundred (%s)', (language, broken, whole, share) => {
  expect([formatNumber(1234.46, language), formatNumber(7, language), formatPercent(75.5, language)].map(plainSpaces)).toEqual([broken, whole, share]);
});

test.each([
  ['nl', 'oktober 2026', 'okt'], ['fr', 'octobre 2026', 'oct.'], ['de', 'Oktober 2026', 'Okt'], ['en', 'October 2026', 'Oct'],
] as const)('a month is written out, or short below an axis (%s)', (language, long, short) => {
  expect([formatMonth('2026-10', language), formatShortMonth('2026-10', language)]).toEqual([long, short]);
});

test.each(['2026-13', '2026-00', '2026-1', '2026-10-01', ''])('a month that does not exist is refused (%s)', (month) => {
  expect(() => formatMonth(month, 'nl')).toThrow(RangeError);
});

test('of one and a half there is one in French and more than one elsewhere', () => {
  expect((['nl', 'fr', 'de', 'en'] as const).map((language) => [0, 1, 1.5, 2].map((count) => saysOne(count, language)))).toEqual([
    [false, true, false, false], [true, true, true, false], [false, true, false, false], [false, true, false, false],
  ]);
});
