import type { z } from 'zod';
import { daysBetween } from '#services/belgium/day.ts';
import type { Where } from '#services/kernel/table.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { agreements, leadTimes } from './bpost-delivery.store.ts';
import type { leadTimeLine } from './partnership.contract.ts';
import { longestOf, medianOf } from './summarise-days.ts';
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
  const days = (column: 'totalDays' | 'productionDays' | 'ownDays' | 'withBpostDays') => store.countBy(leadTimes, among, column).then(summarise);
  const [total, production, own, withBpost, late, promised, row, dailyMaximum, deliveries] = await Promise.all([
    days('totalDays'), days('productionDays'), days('ownDays'), days('withBpostDays'), store.count(leadTimes, { ...among, withinPromise: false }), store.count(leadTimes, { ...among, withinPromise: { not: null } }),
    agreement === null ? undefined : store.first(agreements, { id: agreement }), dailyMaximumOf(store, among), store.count(leadTimes, among),
  ]);
  return { agreement, reference: row?.reference ?? null, region, deliveries, promisedDays: row?.promisedDays ?? null, total, production, own, withBpost, late: promised === 0 ? null : late, dailyMaximum };
}

async function dailyMaximumOf(store: Reader, among: Among): Promise<number> {
  const days = await store.countBy(leadTimes, among, 'deliveredOn');
  const longest = await Promise.all([...days.keys()].map((deliveredOn) => store.first(leadTimes, { ...among, deliveredOn }, { by: [['totalDays', 'desc']] })));
  const counted = new Map<number, number>();
  for (const { totalDays } of longest.filter((one) => one !== undefined)) counted.set(Number(totalDays), (counted.get(Number(totalDays)) ?? 0) + 1);
  return medianOf(counted);
}

function summarise(counted: ReadonlyMap<string, number>) {
  const days = new Map([...counted].map(([value, count]) => [Number(value), count]));
  return { median: medianOf(days), longest: longestOf(days) };
}
