import { travelMinutes, type Planned, type Travel } from './fit-visit.ts';

/**
 * Minutes of driving that a visit adds to an official's day: the way round by it, between the visit before and the one after. On a day
 * without visits it is a drive from the office, as to another postcode.
 */
export function extraMinutes(visit: Planned, ofThatDay: readonly Planned[], travel: Travel): number {
  const [before] = ofThatDay.filter(({ end }) => end <= visit.start).toSorted((a, b) => b.end - a.end);
  const [after] = ofThatDay.filter(({ start }) => start >= visit.end).toSorted((a, b) => a.start - b.start);
  const between = (from: Planned, to: Planned) => travelMinutes(from.postcode, to.postcode, travel);
  if (before && after) return Math.max(0, between(before, visit) + between(visit, after) - between(before, after));
  const neighbour = before ?? after;
  return neighbour ? between(neighbour, visit) : travel.otherPostcode;
}
