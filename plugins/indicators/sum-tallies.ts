import type { Reader } from '#services/kernel/tables.ts';
import { measured, stillStanding, tallies } from './indicators.store.ts';
import { isStanding, type Measure } from './measures.contract.ts';
import { cellsOf, changedCounts, changesOf, type Cell, type Change } from './tally.ts';

/** A row of the tallies as it is kept, and as it should be. */
export interface Compared { readonly cell: Cell; readonly kept: string | undefined; readonly should: string }

const nothing = '{}';

/** The years in which something was measured, or counted. */
export async function yearsMeasured(reader: Reader, measure: Measure): Promise<string[]> {
  const years = new Set([...(await reader.countBy(tallies, { measure }, 'period')).keys()].map(yearOf));
  for (const column of isStanding(measure) ? ['day', 'until'] as const : ['day'] as const) {
    for (const day of (await reader.countBy(measured, { measure }, column)).keys()) if (day !== stillStanding) years.add(yearOf(day));
  }
  return [...years].toSorted();
}

function yearOf(period: string): string {
  return period.slice(0, 4);
}

/** The tallies of a year that are not the sum of what was measured of dossiers in it; and how many rows that took. */
export async function compareTallies(reader: Reader, measure: Measure, year: string): Promise<{ readonly different: readonly Compared[]; readonly rows: number }> {
  const within = { gte: `${year}-01-01`, lte: `${year}-12-31` };
  const rows = await reader.find(measured, { measure, day: within });
  const ended = isStanding(measure) ? await reader.find(measured, { measure, until: within, day: { lt: within.gte } }) : [];
  const sums = new Map<string, { readonly cell: Cell; readonly changes: Change[] }>();
  for (const row of [...rows, ...ended]) {
    for (const change of changesOf(row, 1)) {
      if (yearOf(change.day) !== year) continue;
      for (const cell of cellsOf(row, change)) {
        const sum = sums.get(wordsOf(cell)) ?? { cell, changes: [] };
        sum.changes.push(change);
        sums.set(wordsOf(cell), sum);
      }
    }
  }
  const should = new Map([...sums].map(([key, { cell, changes }]) => [key, { cell, counts: changedCounts(cell.grain, undefined, changes) }]));
  const kept = await reader.find(tallies, { measure, period: { gte: year, lte: `${year}-12` } });
  return { different: differing(should, kept), rows: rows.length + ended.length + kept.length };
}

function differing(should: ReadonlyMap<string, { readonly cell: Cell; readonly counts: string }>, rows: readonly (Cell & { readonly counts: string })[]): Compared[] {
  const kept = new Map(rows.map((row) => [wordsOf(row), row]));
  const cells = new Map([...kept, ...[...should].map(([key, { cell }]) => [key, cell] as const)]);
  return [...cells].flatMap(([key, { measure, ground, deliverBy, official, grain, period }]) => {
    const [sum, row] = [should.get(key)?.counts ?? nothing, kept.get(key)];
    return sum === (row?.counts ?? nothing) ? [] : [{ cell: { measure, ground, deliverBy, official, grain, period }, kept: row?.counts, should: sum }];
  });
}

function wordsOf({ measure, ground, deliverBy, official, grain, period }: Cell): string {
  return JSON.stringify([measure, ground, deliverBy, official, grain, period]);
}
