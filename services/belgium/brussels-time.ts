import { Temporal } from 'temporal-polyfill';

const zone = 'Europe/Brussels';

const hourMs = 3_600_000;
const hoursKept = 200_000;
/** Which day it was in which hour: since 1892 days in Belgium begin and end with an hour of UTC, and a history names the same hours again and again. */
const dayOfHour = new Map<number, string>();

/** The calendar day in Belgium at an instant (epoch milliseconds UTC). */
export function dayOf(instant: number): string {
  const hour = Math.floor(instant / hourMs);
  const known = dayOfHour.get(hour);
  if (known !== undefined) return known;
  const day = at(instant).toPlainDate().toString();
  if (dayOfHour.size >= hoursKept) dayOfHour.clear();
  dayOfHour.set(hour, day);
  return day;
}

/** The local time `HH:MM` in Belgium at an instant. */
export function timeOf(instant: number): string {
  return at(instant).toPlainTime().toString({ smallestUnit: 'minute' });
}

/**
 * The instant of a local time in Belgium. A time that the clock skips in spring is taken an hour later, one that it shows twice
 * in autumn is the first of the two.
 */
export function instantOf(day: string, time: string): number {
  return Temporal.PlainDate.from(day).toPlainDateTime(Temporal.PlainTime.from(time)).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

function at(instant: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}
