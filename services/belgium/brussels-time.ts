import { Temporal } from 'temporal-polyfill';

const zone = 'Europe/Brussels';

/** The calendar day in Belgium at an instant (epoch milliseconds UTC). */
export function dayOf(instant: number): string {
  return at(instant).toPlainDate().toString();
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
