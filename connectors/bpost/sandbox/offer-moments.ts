import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays, daysFrom, weekdayOf } from '#services/belgium/day.ts';
import { isPublicHoliday } from '#services/belgium/public-holidays.ts';
import type { BpostWorld, Moment } from './bpost-world.ts';

/** bpost looks no further ahead than this. */
const horizonDays = 120;

/** The slots of working days in a region: never on a weekend or public holiday, never sooner than the lead time. */
export function momentsIn({ config, today }: Pick<BpostWorld, 'config' | 'today'>, postcode: string, from: string, until: string): Moment[] {
  if (config.notServed.includes(postcode)) return [];
  const first = later(from, addDays(today(), config.leadDays));
  const last = earlier(until, addDays(today(), horizonDays));
  return [...daysFrom(first, last)]
    .filter((day) => !['saturday', 'sunday'].includes(weekdayOf(day)) && !isPublicHoliday(day))
    .flatMap((day) => config.slots.map((slot) => ({ start: instantOf(day, slot.from), end: instantOf(day, slot.until) })));
}

export function isOffered(world: Pick<BpostWorld, 'config' | 'today'>, postcode: string, { start, end }: Moment): boolean {
  const day = dayOf(start);
  return momentsIn(world, postcode, day, day).some((moment) => moment.start === start && moment.end === end);
}

const later = (a: string, b: string) => (a > b ? a : b);
const earlier = (a: string, b: string) => (a < b ? a : b);
