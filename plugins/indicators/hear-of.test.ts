import * as fc from 'fast-check';
import { addDays } from '#services/belgium/day.ts';
import { hearOf } from './hear-of.ts';
import { monthBefore, periodUntil, lastDayOf, type Period } from './period.ts';

const [first, last] = ['2024-06-01', '2026-05-31'];
const all: Period = { from: first, until: last };
const day = fc.nat({ max: 729 }).map((days) => addDays(first, days));
/** Periods of six months, as a trend has them. */
const trend = Array.from({ length: 18 }, (_none, index) => periodUntil(lastDayOf(monthBefore('2026-05', 17 - index)), 6));

function hearing(told: readonly string[]) {
  const asked: Period[] = [];
  const within = ({ from, until }: Period) => told.filter((one) => from <= one && one <= until).toSorted();
  const hears = hearOf(async (period) => { asked.push(period); return Promise.resolve(within(period).at(-1)); }, all);
  return { hears, asked, within };
}

test('something was heard in a period when something was told on one of its days, whatever was asked before', async () => {
  await fc.assert(fc.asyncProperty(fc.array(day, { maxLength: 6 }), fc.shuffledSubarray(trend), async (told, periods) => {
    const { hears, within } = hearing(told);
    for (const period of periods) expect(await hears(period)).toBe(within(period).length > 0);
  }));
});

test('where nothing was ever told it is asked once, and where something is told each month seldom', async () => {
  const [silent, busy] = [hearing([]), hearing(trend.map(({ until }) => addDays(until, -3)))];
  for (const period of trend) await Promise.all([silent.hears(period), busy.hears(period)]);
  expect([silent.asked.length, busy.asked.length]).toEqual([1, 4]);
});
