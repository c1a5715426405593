import { z } from 'zod';
import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { writtenCell } from './read-cells.ts';
import type { SqlValue } from './sql-source.ts';

/** How a database writes a moment: the clock on the wall in Belgium, the same in UTC, or milliseconds since 1970 in UTC. */
export const momentWriting = z.enum(['brussels', 'utc', 'epoch-milliseconds']).describe('How the database writes moments.');
type Writing = z.output<typeof momentWriting>;

/** A moment as a driver gives it: without a zone, a date object says the clock as if it were UTC. */
export const momentCell = z.union([writtenCell, z.date().transform((at) => at.toISOString().replace('Z', ''))]);

const clock = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?)$/;

/** The instant; undefined where nobody can read it. */
export function readMoment(text: string, as: Writing): number | undefined {
  if (as === 'epoch-milliseconds') return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  const [, day = '', time = ''] = clock.exec(text.trim()) ?? [];
  try {
    const at = as === 'utc' ? Date.parse(`${day}T${time.slice(0, 12)}Z`) : instantOf(day, time);
    return Number.isNaN(at) ? undefined : at;
  } catch {
    return undefined;
  }
}

/** Where to begin to read so that nothing since an instant is missed: a whole day early where the clock may have jumped. */
export const sinceMoment = (instant: number, as: Writing): SqlValue => (as === 'epoch-milliseconds' ? { type: 'number', value: instant } : { type: 'day', value: addDays(dayOf(instant), -1) });
