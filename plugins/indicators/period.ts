import { addDays, addMonths } from '#services/belgium/day.ts';

/** Whole days in Belgium, both inclusive. */
export interface Period { readonly from: string; readonly until: string }

/** Of so many months up to and including a day: a period that ends with a month has whole months; else it begins on the same day of an earlier month as the day after it, or on the last there is. */
export function periodUntil(until: string, months: number): Period {
  return { from: addMonths(addDays(until, 1), -months), until };
}

export function lastDayOf(month: string): string {
  return addDays(addMonths(`${month}-01`, 1), -1);
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function monthBefore(month: string, months: number): string {
  return monthOf(addMonths(`${month}-01`, -months));
}

/** All months of a period, in order. */
export function monthsOf({ from, until }: Period): string[] {
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(until); month = monthBefore(month, -1)) months.push(month);
  return months;
}

/** Does a period have all days of a month? */
export function isWhole({ from, until }: Period, month: string): boolean {
  return from <= `${month}-01` && lastDayOf(month) <= until;
}

/** The days of a month within a period, as two digits each. */
export function daysWithin({ from, until }: Period, month: string): string[] {
  const last = Number(lastDayOf(month).slice(8));
  return Array.from({ length: last }, (_, index) => String(index + 1).padStart(2, '0')).filter((day) => from <= `${month}-${day}` && `${month}-${day}` <= until);
}
