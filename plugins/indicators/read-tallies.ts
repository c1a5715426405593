import { groundSchema, type Ground } from '#services/journey/ground.ts';
import type { Histogram } from '#services/journey/median.ts';
import type { AskTallies } from './ask-tallies.ts';
import type { Grain } from './indicators.store.ts';
import { isStanding, type Measure } from './measures.contract.ts';
import { daysWithin, isWhole, monthOf, monthsOf, type Period } from './period.ts';
import { anyOfficial, countsIn, dailyCountsIn, type Counts } from './tally.ts';

/** Whom a figure speaks of. */
export interface Slice { readonly ground?: Ground | undefined; readonly deliverBy?: 'official' | 'bpost' | undefined; readonly official?: string | undefined }
export interface Asked extends Slice {
  readonly measure: Measure;
  /** Left out: all. */
  readonly grounds: readonly Ground[] | undefined;
  /** All days that anybody will ask about. */
  readonly period: Period;
  /** Only days of these months are asked about one by one; left out: of all. */
  readonly daily?: readonly string[];
}

/** The tallies of one measure, for one slice, added up over the grounds. */
export interface Tally {
  /** How many of each value in a period. */
  histogram(period: Period): Histogram;
  /** How many of each value on each day of a period, in order. */
  perDay(period: Period): Generator<readonly [day: string, histogram: Histogram]>;
  /** How many stand each night of a period, in order. */
  standing(period: Period): Generator<readonly [day: string, count: number]>;
}

/** What it costs depends on how many months are asked about and how many years there are, not on how many dossiers. */
export async function readTally(ask: AskTallies, { measure, grounds, period, daily, ground, deliverBy, official }: Asked): Promise<Tally> {
  // All grounds by name: the key of the tallies leads to rows of known grounds only.
  const of = { measure, deliverBy: deliverBy ?? 'any', official: official ?? anyOfficial, grounds: ground === undefined ? grounds ?? [...groundSchema.options, 'none' as const] : [ground] } as const;
  const months = { gte: monthOf(period.from), lte: monthOf(period.until) };
  const year = months.gte.slice(0, 4);
  const stands = isStanding(measure);
  const rows = await Promise.all([
    daily?.length === 0 ? [] : ask({ ...of, grain: 'days', period: daily ? { in: daily } : months }),
    // What goes by days alone needs no month as a whole.
    stands ? ask({ ...of, grain: 'month', period: { gte: `${year}-01`, lt: months.gte } }) : daily ? ask({ ...of, grain: 'month', period: months }) : [],
    stands ? ask({ ...of, grain: 'year', period: { lt: year } }) : [],
  ]);
  return tallyOf(rows.flat(), monthOf(period.from));
}

interface Kept { readonly grain: Grain; readonly period: string; readonly counts: string }

function tallyOf(rows: readonly Kept[], firstMonth: string): Tally {
  const whole = new Map<string, Map<number, number>>();
  const days = new Map<string, Map<string, Map<number, number>>>();
  let before = 0;
  for (const { grain, period, counts } of rows) {
    if (grain === 'days') {
      for (const [day, ofDay] of Object.entries(dailyCountsIn(counts))) addUp(inMap(inMap(days, period), day), ofDay);
      continue;
    }
    const ofPeriod = countsIn(counts);
    if (period < firstMonth) before += sumOf(ofPeriod);
    if (grain === 'month') addUp(inMap(whole, period), ofPeriod);
  }
  const dayIn = (month: string, day: string): Histogram => days.get(month)?.get(day) ?? none;
  function* perDay(period: Period): Generator<readonly [string, Histogram]> {
    for (const month of monthsOf(period)) for (const day of daysWithin(period, month)) yield [`${month}-${day}`, dayIn(month, day)];
  }
  return {
    perDay,
    histogram: (period) => {
      const found = new Map<number, number>();
      for (const month of monthsOf(period)) {
        const parts = isWhole(period, month) ? [whole.get(month) ?? none] : daysWithin(period, month).map((day) => dayIn(month, day));
        for (const part of parts) addUp(found, part);
      }
      return found;
    },
    standing: function* (period) {
      let count = before;
      for (const [day, changes] of perDay({ from: `${firstMonth}-01`, until: period.until })) {
        count += sumOf(changes);
        if (day >= period.from) yield [day, count];
      }
    },
  };
}

const none: Histogram = new Map();

function inMap<K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> {
  const found = map.get(key) ?? new Map<K, V>();
  map.set(key, found);
  return found;
}

function addUp(into: Map<number, number>, counts: Counts | Histogram): void {
  const add = (value: number, count: number) => into.set(value, (into.get(value) ?? 0) + count);
  if (counts instanceof Map) for (const [value, count] of counts) add(value, count);
  else for (const [value, count] of Object.entries(counts)) add(Number(value), count);
}

function sumOf(counts: Counts | Histogram): number {
  let sum = 0;
  for (const count of counts instanceof Map ? counts.values() : Object.values(counts)) sum += count;
  return sum;
}
