import { driveMinutes, kilometresBetween } from '#services/belgium/drive-minutes.ts';

/** Half-open: a visit that ends at 10:00 does not overlap one that begins at 10:00. Epoch milliseconds UTC. */
export interface Moment { readonly start: number; readonly end: number }
export interface Planned extends Moment { readonly postcode: string }
/** Minutes between two visits of one official. */
export interface Travel { readonly by: 'distance' | 'postcode'; readonly samePostcode: number; readonly otherPostcode: number }

const minuteMs = 60_000;
export const quarterMs = 15 * minuteMs;

/** By distance it is never less than within one postcode; to a place that nobody knows it is as to any other postcode. */
export function travelMinutes(from: string, to: string, { by, samePostcode, otherPostcode }: Travel): number {
  if (from === to) return samePostcode;
  const kilometres = by === 'distance' ? kilometresBetween(from, to) : undefined;
  return kilometres === undefined ? otherPostcode : Math.max(samePostcode, driveMinutes(kilometres));
}

/** Can the official keep this visit beside the others, travelling included? */
export function fits(visit: Planned, others: readonly Planned[], travel: Travel): boolean {
  return others.every((other) => {
    const gap = travelMinutes(other.postcode, visit.postcode, travel) * minuteMs;
    return other.end + gap <= visit.start || visit.end + gap <= other.start;
  });
}

/**
 * The quarters of an hour that a visit takes: its own, and after it those of the shortest possible travel, which no other visit can
 * ever use. Visits begin and end on a quarter, so two visits that `fit` never share one.
 */
export function quartersOf({ start, end }: Moment, { samePostcode, otherPostcode }: Travel): number[] {
  const first = Math.floor(start / quarterMs);
  const last = Math.ceil((end + Math.min(samePostcode, otherPostcode) * minuteMs) / quarterMs);
  return Array.from({ length: last - first }, (_, index) => first + index);
}
