import { histogramOf, medianOf } from './median.ts';
import { lastDayOf, periodUntil } from './period.ts';
import { lastDay } from './reckon-figure.ts';

test.each([
  ['2026-11-30', 3, '2026-09-01'], ['2026-02-28', 3, '2025-12-01'], ['2024-02-29', 1, '2024-02-01'], ['2026-11-23', 3, '2026-08-24'], ['2026-05-30', 3, '2026-02-28'], ['2024-05-30', 3, '2024-02-29'], ['2026-03-30', 1, '2026-02-28'],
])('until %s, %i months begin on %s', (until, months, from) => expect(periodUntil(until, months)).toEqual({ from, until }));

test.each([['2026-02', '2026-02-28'], ['2024-02', '2024-02-29'], ['2026-12', '2026-12-31']])('%s ends on %s', (month, day) => expect(lastDayOf(month)).toBe(day));

test('what is not over yet does not count: the day of today, and a month of which no day is over', () => {
  expect([lastDay('2026-11-24', undefined), lastDay('2026-11-24', '2026-11'), lastDay('2026-11-24', '2026-10')]).toEqual(['2026-11-23', '2026-11-23', '2026-10-31']);
  for (const [today, month] of [['2026-12-01', '2026-12'], ['2026-11-24', '2027-01']] as const) expect(() => lastDay(today, month)).toThrow(expect.objectContaining({ type: 'indicators.month-not-begun' }));
});

test.each([[[], null], [[4], 4], [[1, 9], 5], [[9, 1, 2], 2], [[1, 2, 3, 100], 2.5], [[0, 0, 0], 0]])('the median of %o is %o', (values, value) => {
  expect(medianOf(histogramOf(values))).toEqual({ value, basis: values.length });
});
