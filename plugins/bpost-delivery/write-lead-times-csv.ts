import type { z } from 'zod';
import { writeCsv } from '#services/belgium/write-csv.ts';
import type { leadTimeLine } from './partnership.contract.ts';

type Line = z.output<typeof leadTimeLine>;
type Cell = string | number | null;

const columns: readonly (readonly [name: string, cell: (line: Line) => Cell])[] = [
  ['region', ({ region }) => region], ['agreement', ({ reference }) => reference], ['deliveries', ({ deliveries }) => deliveries], ['promised_days', ({ promisedDays }) => promisedDays],
  ['own_days_median', ({ own }) => own.median], ['own_days_longest', ({ own }) => own.longest], ['late', ({ late }) => late],
  ['production_days_median', ({ production }) => production.median], ['production_days_longest', ({ production }) => production.longest],
  ['with_bpost_days_median', ({ withBpost }) => withBpost.median], ['with_bpost_days_longest', ({ withBpost }) => withBpost.longest],
  ['total_days_median', ({ total }) => total.median], ['total_days_longest', ({ total }) => total.longest], ['daily_maximum_median', ({ dailyMaximum }) => dailyMaximum],
];

export function writeLeadTimesCsv({ from, until }: { readonly from: string; readonly until: string }, lines: readonly Line[]): string {
  const head = ['from', 'until', ...columns.map(([name]) => name)];
  return writeCsv([head, ...lines.map((line) => [from, until, ...columns.map(([, cell]) => cell(line))])]);
}
