import { dayOf } from '#services/belgium/brussels-time.ts';
import { daysFrom } from '#services/belgium/day.ts';
import type { Ground } from '#services/journey/ground.ts';
import { extraMinutes } from './extra-minutes.ts';
import { fits, type Planned } from './fit-visit.ts';
import { windowsOn, type Settings } from './working-windows.ts';

const minuteMs = 60_000;

export interface SlotQuestion {
  readonly minutes: number;
  readonly postcode: string;
  readonly ground: Ground | null;
  /** Both days included. */
  readonly from: string;
  readonly until: string;
  readonly earliest: number;
}
export interface Slot {
  readonly start: number;
  readonly end: number;
  readonly special: boolean;
  /** Of the official who drives least for it. */
  readonly extraMinutes: number;
}

/**
 * Moments at which at least one official could come, in order of time. An ordinary moment of one official and a special one of
 * another at the same time is an ordinary moment.
 */
export function freeSlots(settings: Settings, question: SlotQuestion, plannedOf: (official: string) => readonly Planned[]): Slot[] {
  const found = new Map<number, Slot>();
  const serving = settings.officials.filter(({ postcodes }) => postcodes.includes(question.postcode));
  for (const official of serving) {
    const byDay = Map.groupBy(plannedOf(official.official), ({ start }) => dayOf(start));
    for (const day of daysFrom(question.from, question.until)) {
      for (const window of windowsOn(day, official, settings, question.ground)) {
        for (const slot of slotsIn(window, question.minutes, settings.stepMinutes)) {
          const [visit, planned, known] = [{ ...slot, postcode: question.postcode }, byDay.get(day) ?? [], found.get(slot.start)];
          if (slot.start < question.earliest || !fits(visit, planned, settings.travelMinutes)) continue;
          const extra = extraMinutes(visit, planned, settings.travelMinutes);
          found.set(slot.start, { ...slot, special: window.special && known?.special !== false, extraMinutes: Math.min(extra, known?.extraMinutes ?? extra) });
        }
      }
    }
  }
  return [...found.values()].toSorted((a, b) => a.start - b.start);
}

function* slotsIn(window: { readonly start: number; readonly end: number }, minutes: number, step: number) {
  const length = minutes * minuteMs;
  for (let start = window.start; start + length <= window.end; start += step * minuteMs) yield { start, end: start + length };
}
