import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

/** A calendar day in Belgium, `YYYY-MM-DD`, of a time in which people live. Days compare as text. */
export const daySchema = z.iso.date('a day is written YYYY-MM-DD').refine((day) => day >= '1850-01-01' && day < '2300-01-01', 'a day lies between 1850 and 2299');

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

/** The same day of another month; its last day when that month is shorter (31 January + 1 month = 28 February). */
export function addMonths(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString();
}

/** How many days `until` comes after `from`; negative when before. */
export function daysBetween(from: string, until: string): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until)).days;
}

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

export function weekdayOf(day: string): Weekday {
  // Temporal counts from 1 (Monday) to 7 (Sunday).
  return weekdays[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? 'monday';
}

/** All days from the first up to and including the last. */
export function* daysFrom(first: string, last: string): Generator<string> {
  for (let day = first; day <= last; day = addDays(day, 1)) yield day;
}
