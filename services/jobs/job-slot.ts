import { addDays } from '#services/belgium/day.ts';
import { dayOf, instantOf, timeOf } from '#services/belgium/brussels-time.ts';

type Schedule = { readonly daily: string } | { readonly every: number };

/**
 * The slot that is due now: after days off the last one only, for a job always catches up by itself. Slots sort as text. A daily job's slot
 * is the business day on which its time has passed last; an interval's is its start.
 */
export function slotAt(schedule: Schedule, now: number): string {
  if ('every' in schedule) {
    const length = schedule.every * 60_000;
    return new Date(Math.floor(now / length) * length).toISOString();
  }
  const today = dayOf(now);
  return now >= instantOf(today, schedule.daily) && timeOf(now) >= schedule.daily ? today : addDays(today, -1);
}
