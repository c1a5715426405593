import { histogramOf, medianOf, type Histogram } from '#services/journey/median.ts';
import type { Definition } from './definitions.ts';
import { renewedWays } from './measures.contract.ts';
import { isSunday, type Period } from './period.ts';
import type { Tally } from './read-tallies.ts';

export interface Amount { readonly value: number | null; readonly basis: number }
type Reckon = (period: Period) => Amount;
export type AnyReckoning = Definition['reckoning'] | Definition['beside'][number]['reckoning'];

/**
 * How a figure is made of the tallies, for any period within `all`. Days before the first dossier was there are no days without dossiers, so they do not count.
 */
export function reckoning(how: AnyReckoning, tally: Tally, all: Period, begun: string): Reckon {
  return ways[how](tally, { from: all.from > begun ? all.from : begun, until: all.until });
}

const ways: Readonly<Record<AnyReckoning, (tally: Tally, lived: Period) => Reckon>> = {
  'median-of-dossiers': (tally) => (period) => medianOf(tally.histogram(period)),
  'median-of-standing-per-day': (tally, lived) => medianOver([...tally.standing(lived)]),
  'median-of-standing-per-week': (tally, lived) => medianOver([...tally.standing(lived)].filter(([day]) => isSunday(day))),
  'median-of-count-per-day': (tally, lived) => medianOver([...tally.perDay(lived)].map(([day, counts]) => [day, sumOf(counts)])),
  'median-of-longest-per-day': (tally, lived) => medianOver([...tally.perDay(lived)].filter(([, counts]) => sumOf(counts) > 0).map(([day, counts]) => [day, longestOf(counts)])),
  share: (tally) => shareOf(tally, [renewedWays.visitedAtHome, renewedWays.deliveredAtHome]),
  'share-delivered': (tally) => shareOf(tally, [renewedWays.deliveredAtHome]),
};

function medianOver(days: readonly (readonly [day: string, value: number])[]): Reckon {
  return ({ from, until }) => medianOf(histogramOf(days.filter(([day]) => from <= day && day <= until).map(([, value]) => value)));
}

function shareOf(tally: Tally, counting: readonly number[]): Reckon {
  return (period) => {
    const renewed = tally.histogram(period);
    const basis = sumOf(renewed);
    const among = counting.reduce((sum, way) => sum + (renewed.get(way) ?? 0), 0);
    return { value: basis === 0 ? null : (100 * among) / basis, basis };
  };
}

function sumOf(counts: Histogram): number {
  let sum = 0;
  for (const [, count] of counts) sum += count;
  return sum;
}

function longestOf(counts: Histogram): number {
  return Math.max(...[...counts].filter(([, count]) => count > 0).map(([value]) => value));
}
