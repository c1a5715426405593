import { addDays, weekdayOf } from './day.ts';

/** Days on which the town hall is closed by law: the ten legal holidays (royal decree of 18 April 1974). */
const fixed = ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25'];
/** Easter Monday, Ascension, Whit Monday: days after Easter Sunday. */
const afterEaster = [1, 39, 50];

export function isPublicHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return fixed.includes(day.slice(5)) || afterEaster.some((days) => addDays(easterSunday(year), days) === day);
}

/** Monday to Friday, unless it is a legal holiday. */
export function isWorkingDay(day: string): boolean {
  return !['saturday', 'sunday'].includes(weekdayOf(day)) && !isPublicHoliday(day);
}

/** Gregorian Easter, after Meeus, Astronomical Algorithms, chapter 8. */
export function easterSunday(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
