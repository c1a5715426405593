import { daysFrom } from '#services/belgium/day.ts';
import { isWorkingDay } from '#services/belgium/public-holidays.ts';
import { countAvailability } from './count-availability.ts';
import type { AuthorisationDay, DayStatus } from './authorisations.store.ts';

const open = new Set<string>();
const row = (act: AuthorisationDay['act'], day: string, status: DayStatus): AuthorisationDay => ({ act, day, status });
/** The same word for both acts on each of these days. */
const both = (first: string, last: string, status: DayStatus) => [...daysFrom(first, last)].flatMap((day) => [row('capture-biometrics', day, status), row('activate-card', day, status)]);
const figureOf = (rows: readonly AuthorisationDay[], act: string, closed = open) => countAvailability(rows, closed).find((figure) => figure.act === act);

test('weekends, public holidays and closed days do not count, whatever BiZa said on them', () => {
  // From Monday 9 to Sunday 15 November 2026: five days, of which the 11th is a public holiday.
  const rows = both('2026-11-09', '2026-11-15', 'authorised');
  expect(figureOf(rows, 'both')).toEqual({ act: 'both', authorised: 4, refused: 0, unknown: 0, share: 100 });
  expect(figureOf(rows, 'both', new Set(['2026-11-10']))).toMatchObject({ authorised: 3, share: 100 });
});

test('a day on which nobody could ask is counted apart, and never as available', () => {
  const rows = [...both('2026-11-16', '2026-11-18', 'authorised'), ...both('2026-11-19', '2026-11-19', 'unknown'), ...both('2026-11-20', '2026-11-20', 'refused')];
  expect(figureOf(rows, 'both')).toEqual({ act: 'both', authorised: 3, refused: 1, unknown: 1, share: 60 });
});

test('both were authorised only on days on which each was', () => {
  const rows = [row('capture-biometrics', '2026-11-16', 'authorised'), row('activate-card', '2026-11-16', 'refused'), row('capture-biometrics', '2026-11-17', 'authorised'), row('activate-card', '2026-11-17', 'unknown')];
  expect(countAvailability(rows, open)).toEqual([
    { act: 'capture-biometrics', authorised: 2, refused: 0, unknown: 0, share: 100 }, { act: 'activate-card', authorised: 0, refused: 1, unknown: 1, share: 0 }, { act: 'both', authorised: 0, refused: 1, unknown: 1, share: 0 },
  ]);
});

test('a share is rounded down, so that one day in two thousand still shows', () => {
  const days = [...daysFrom('2017-01-01', '2026-12-31')].filter(isWorkingDay);
  const rows = days.flatMap((day, index) => both(day, day, index === 5 ? 'refused' : 'authorised'));
  expect(figureOf(rows, 'both')?.share).toBe(99.9);
});

test('without a working day there is no share', () => {
  expect(figureOf(both('2026-11-28', '2026-11-29', 'authorised'), 'both')).toMatchObject({ authorised: 0, share: null });
  expect(figureOf([], 'both')).toMatchObject({ share: null });
});
