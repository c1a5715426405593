const dayMs = 24 * 3_600_000;

/** Whole days in Belgium, both inclusive. */
export interface Period { readonly from: string; readonly until: string }

/**
 * Of so many months up to and including a day: a period that ends with a month has whole months; else it begins on the same day of an earlier month as the day after it, or on
 * the last there is. Reckoned in UTC, which has all days of the calendar and no clock that is put: a page asks for hundreds of periods.
 */
export function periodUntil(until: string, months: number): Period {
  const next = new Date(Date.parse(until) + dayMs);
  const month = monthBefore(next.toISOString().slice(0, 7), months);
  const [last, same] = [lastDayOf(month), `${month}-${String(next.getUTCDate()).padStart(2, '0')}`];
  return { from: same < last ? same : last, until };
}

export function lastDayOf(month: string): string {
  return `${month}-${new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()}`;
}

export function monthOf(day: string): string {
  return day.slice(0, 7);
}

export function monthBefore(month: string, months: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 - months)).toISOString().slice(0, 7);
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

export function isSunday(day: string): boolean {
  return new Date(day).getUTCDay() === 0;
}

/** The days of a month within a period, as two digits each. */
export function daysWithin({ from, until }: Period, month: string): string[] {
  const last = Number(lastDayOf(month).slice(8));
  return Array.from({ length: last }, (_, index) => String(index + 1).padStart(2, '0')).filter((day) => from <= `${month}-${day}` && `${month}-${day}` <= until);
}
