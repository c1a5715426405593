import type { z } from 'zod';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { weekdayOf } from '#services/belgium/day.ts';
import { isPublicHoliday } from '#services/belgium/public-holidays.ts';
import type { Ground } from '#services/journey/ground.ts';
import type { appointments } from './appointments.contract.ts';
import { quarterMs, type Moment } from './fit-visit.ts';

export type Settings = z.output<(typeof appointments)['config']>;
export type Official = Settings['officials'][number];
/** A stretch of work, from and up to a whole quarter of an hour. */
export interface Window extends Moment { readonly special: boolean }

/**
 * When an official visits citizens on a day: nothing on public holidays, closed days and in absences. Special hours are for limited
 * availability only; who has that ground may choose an ordinary moment too.
 */
export function windowsOn(day: string, official: Official, settings: Pick<Settings, 'closedDays'>, ground: Ground | null): Window[] {
  const absent = official.absences.some(({ from, until }) => from <= day && day <= until);
  if (absent || settings.closedDays.includes(day) || isPublicHoliday(day)) return [];
  const ordinary = official.hours[weekdayOf(day)] ?? [];
  const special = ground === 'limited-availability' ? official.specialHours[weekdayOf(day)] ?? [] : [];
  return [...ordinary.map((hours) => windowOf(day, hours, false)), ...special.map((hours) => windowOf(day, hours, true))];
}

function windowOf(day: string, [from, until]: readonly [string, string], special: boolean): Window {
  return {
    start: Math.ceil(instantOf(day, from) / quarterMs) * quarterMs,
    end: Math.floor(instantOf(day, until) / quarterMs) * quarterMs,
    special,
  };
}
