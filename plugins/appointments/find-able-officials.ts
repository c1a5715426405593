import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { Ground } from '#services/journey/ground.ts';
import { extraMinutes } from './extra-minutes.ts';
import { quarterMs, type Planned, type Travel } from './fit-visit.ts';
import { windowsOn, type Official, type Settings } from './working-windows.ts';

export interface Wish extends Planned {
  readonly ground: Ground | null;
  /** Not sooner than this instant: notice. */
  readonly earliest: number;
  /** Not after this day: horizon. */
  readonly lastDay: string;
}

/** The officials who come to this postcode and work through the whole visit, whether their moment is free or not. */
export function ableOfficials(settings: Settings, wish: Wish): Official[] {
  const day = dayOf(wish.start);
  if (wish.start % quarterMs !== 0 || wish.start < wish.earliest || day > wish.lastDay) return [];
  return settings.officials.filter((official) => official.postcodes.includes(wish.postcode)
    && windowsOn(day, official, settings, wish.ground).some(({ start, end }) => start <= wish.start && wish.end <= end));
}

/** From when and until when moments may be chosen. */
export function choosable({ noticeHours, horizonDays }: Settings, now: number): Pick<Wish, 'earliest' | 'lastDay'> {
  return { earliest: now + noticeHours * 3_600_000, lastDay: addDays(dayOf(now), horizonDays) };
}

export interface Busy { readonly official: string; readonly planned: readonly Planned[] }

/** Who drives least for it goes first, then who has the fewest visits. `preferred` goes before all. */
export function inOrderOfPreference(able: readonly Busy[], visit: Planned, travel: Travel, preferred?: string): Busy[] {
  const day = dayOf(visit.start);
  const known = able.map((busy) => ({ busy, extra: extraMinutes(visit, busy.planned.filter(({ start }) => dayOf(start) === day), travel) }));
  return known.toSorted((a, b) => Number(b.busy.official === preferred) - Number(a.busy.official === preferred)
    || a.extra - b.extra
    || a.busy.planned.length - b.busy.planned.length
    || a.busy.official.localeCompare(b.busy.official)).map(({ busy }) => busy);
}
