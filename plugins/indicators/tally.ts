import type { Grain, Measured } from './indicators.store.ts';
import { stillStanding } from './indicators.store.ts';
import { isStanding } from './measures.contract.ts';

/** One more, or one less, of a value on a day. Of what stands: how many more there are from that day on. */
export interface Change { readonly day: string; readonly value: number; readonly by: 1 | -1 }
/** Where a change is counted: one row of the tallies. */
export interface Cell { readonly measure: Measured['measure']; readonly ground: Measured['ground']; readonly deliverBy: 'any' | Exclude<Measured['deliverBy'], 'none'>; readonly official: string; readonly grain: Grain; readonly period: string }

export type Counts = Readonly<Record<string, number>>;
export type DailyCounts = Readonly<Record<string, Counts>>;

export const anyOfficial = 'any';

/** What a measure adds to the tallies, or, with `by` -1, takes out of them. */
export function changesOf({ measure, day, until, value }: Measured, by: 1 | -1): Change[] {
  if (!isStanding(measure)) return [{ day, value, by }];
  return [{ day, value, by }, ...(until === stillStanding ? [] : [{ day: until, value, by: by === 1 ? -1 : 1 } as const])];
}

/** The rows in which a change of a measure is counted: for whoever asks about all, one deliverer, one official, or both. Who asks about all grounds adds them up. */
export function cellsOf({ measure, ground, deliverBy, official }: Measured, { day }: Change): Cell[] {
  const deliverers = ['any', ...(deliverBy === 'none' ? [] : [deliverBy])] as const;
  // An official who is called so counts once.
  const officials = new Set([anyOfficial, ...(official === 'none' ? [] : [official])]);
  return deliverers.flatMap((by) => [...officials].flatMap((who) => grainsOf(measure).map((grain): Cell => ({ measure, ground, deliverBy: by, official: who, grain, period: periodOf(grain, day) }))));
}

/** Of what stands, all that came before a month is added up: by the years. */
function grainsOf(measure: Measured['measure']): readonly Grain[] {
  return isStanding(measure) ? ['days', 'month', 'year'] : ['days', 'month'];
}

export function periodOf(grain: Grain, day: string): string {
  return day.slice(0, grain === 'year' ? 4 : 7);
}

/** Our own text, as `changedCounts` wrote it. */
export function countsIn(text: string): Counts {
  return JSON.parse(text);
}

export function dailyCountsIn(text: string): DailyCounts {
  return JSON.parse(text);
}

/** Changes counts as they are kept. What comes to nothing is not kept, so that the same figures are the same text. */
export function changedCounts(grain: Grain, text: string | undefined, changes: readonly Change[]): string {
  if (grain !== 'days') return JSON.stringify(sorted(changed(countsIn(text ?? '{}'), changes)));
  const daily: Record<string, Counts> = { ...dailyCountsIn(text ?? '{}') };
  for (const [day, ofDay] of Map.groupBy(changes, (change) => change.day.slice(8))) daily[day] = sorted(changed(daily[day] ?? {}, ofDay));
  return JSON.stringify(sorted(Object.fromEntries(Object.entries(daily).filter(([, counts]) => Object.keys(counts).length > 0))));
}

function changed(counts: Counts, changes: readonly Change[]): Counts {
  const next: Record<string, number> = { ...counts };
  for (const { value, by } of changes) next[value] = (next[value] ?? 0) + by;
  return Object.fromEntries(Object.entries(next).filter(([, count]) => count !== 0));
}

function sorted<T>(of: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(of).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
