import type { z } from 'zod';
import { daysBetween } from '#services/belgium/day.ts';
import { medianOf, type Histogram } from '#services/journey/median.ts';
import type { Where } from '#services/kernel/table.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { agreements, inFigures, leadTimes } from './bpost-delivery.store.ts';
import type { leadTimeLine } from './partnership.contract.ts';
import { writeLeadTimesCsv } from './write-lead-times-csv.ts';

type Line = z.output<typeof leadTimeLine>;
type Among = Where<typeof leadTimes>;
const longestPeriod = 366;

/**
 * Reckoned by the database: it counts how many deliveries of the period took how many days, and of each day which took longest. However many there were, as many
 * lines come back as there are different figures.
 */
export const reportLeadTimes = handle(bpostDelivery, 'leadTimes', async ({ store }, { from, until }) => {
  if (from > until || daysBetween(from, until) > longestPeriod) throw bpostDeliveryFailures['period-too-long']({ issues: [{ in: 'body', name: 'until', detail: `at most ${longestPeriod} days after the first` }] });
  const period = { deliveredOn: { gte: from, lte: until } };
  const regions = await store.countBy(leadTimes, period, 'region');
  const lines = (await Promise.all([...regions.keys()].map((region) => linesOf(store, { ...period, region }, region)))).flat();
  const inOrder = lines.toSorted((one, other) => one.region.localeCompare(other.region) || (one.reference ?? '').localeCompare(other.reference ?? ''));
  return { lines: inOrder, csv: writeLeadTimesCsv({ from, until }, inOrder) };
});

/** A region may have had more than one agreement, and a setting before it. */
async function linesOf(store: Reader, period: Among, region: string): Promise<Line[]> {
  const recorded = await store.countBy(leadTimes, { ...period, agreement: { not: null } }, 'agreement');
  const fromSettings = await store.count(leadTimes, { ...period, agreement: null });
  return Promise.all([...recorded.keys(), ...(fromSettings > 0 ? [null] : [])].map((agreement) => lineOf(store, { ...period, agreement }, { region, agreement })));
}

async function lineOf(store: Reader, among: Among, { region, agreement }: { readonly region: string; readonly agreement: string | null }): Promise<Line> {
  const days = async (column: 'totalDays' | 'productionDays' | 'ownDays' | 'withBpostDays') => new Map([...await store.countBy(leadTimes, among, column)].map(([figure, count]) => [Number(figure), count]));
  const [total, production, own, withBpost, late, promised, row, perDay] = await Promise.all([
    days('totalDays'), days('productionDays'), days('ownDays'), days('withBpostDays'), store.count(leadTimes, { ...among, withinPromise: false }), store.count(leadTimes, { ...among, withinPromise: { not: null } }),
    agreement === null ? undefined : store.first(agreements, { id: agreement }), store.countBy(leadTimes, among, 'deliveredOn'),
  ]);
  const longest = await longestPerDay(store, among, [...total.keys()], [...perDay.keys()]);
  return {
    agreement, reference: row?.reference ?? null, region, deliveries: medianOf(total).basis, promisedDays: row?.promisedDays ?? null,
    total: summarise(total), production: summarise(production), own: summarise(own), withBpost: summarise(withBpost), late: promised === 0 ? null : late, dailyMaximum: medianOf(longest).value ?? 0,
  };
}

/** On how many days which figure was the longest. From the longest of all down, a day belongs to the first figure that it has: asked as often as there are figures, not once for each day. */
async function longestPerDay(store: Reader, among: Among, figures: readonly number[], days: readonly string[]): Promise<Histogram> {
  const open = new Set(days);
  const longest = new Map<number, number>();
  for (const figure of figures.toSorted((one, other) => other - one)) {
    if (open.size === 0) break;
    const found = [...(await store.countBy(leadTimes, { ...among, totalDays: inFigures(figure) }, 'deliveredOn')).keys()].filter((day) => open.delete(day));
    longest.set(figure, found.length);
  }
  return longest;
}

function summarise(days: Histogram) {
  return { median: medianOf(days).value ?? 0, longest: Math.max(0, ...days.keys()) };
}
