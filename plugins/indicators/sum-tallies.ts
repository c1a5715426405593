import type { Reader } from '#services/kernel/tables.ts';
import { measured, stillStanding, tallies } from './indicators.store.ts';
import { isStanding, type Measure } from './measures.ts';
import { lastDayOf } from './period.ts';
import { cellsOf, changedCounts, changesOf, countsIn, type Cell, type Change } from './tally.ts';

/** A row of the tallies as it is kept, and as it should be. */
export interface Compared { readonly cell: Cell; readonly kept: string | undefined; readonly should: string }

const nothing = '{}';

/** The months in which something was measured, or counted. */
export async function monthsMeasured(reader: Reader, measure: Measure): Promise<string[]> {
  const months = new Set((await reader.countBy(tallies, { measure, grain: 'month' }, 'period')).keys());
  for (const column of isStanding(measure) ? ['day', 'until'] as const : ['day'] as const) {
    for (const day of (await reader.countBy(measured, { measure }, column)).keys()) if (day !== stillStanding) months.add(day.slice(0, 7));
  }
  return [...months].toSorted();
}

/** The tallies of a month, and of its year, that are not the sum of what was measured of dossiers: a month is what its dossiers add up to, a year what its months do. */
export async function differentTallies(reader: Reader, measure: Measure, month: string): Promise<Compared[]> {
  const wrong = await differentIn(reader, measure, month);
  return isStanding(measure) ? [...wrong, ...await differentYears(reader, measure, month.slice(0, 4))] : wrong;
}

async function differentIn(reader: Reader, measure: Measure, month: string): Promise<Compared[]> {
  const within = { gte: `${month}-01`, lte: lastDayOf(month) };
  const rows = await reader.find(measured, { measure, day: within });
  const ended = isStanding(measure) ? await reader.find(measured, { measure, until: within, day: { lt: within.gte } }) : [];
  const sums = new Map<string, { readonly cell: Cell; readonly changes: Change[] }>();
  for (const row of [...rows, ...ended]) {
    for (const change of changesOf(row, 1)) {
      if (!change.day.startsWith(month)) continue;
      for (const cell of cellsOf(row, change)) {
        if (cell.grain === 'year') continue;
        const sum = sums.get(wordsOf(cell)) ?? { cell, changes: [] };
        sum.changes.push(change);
        sums.set(wordsOf(cell), sum);
      }
    }
  }
  const should = new Map([...sums].map(([key, { cell, changes }]) => [key, { cell, counts: changedCounts(cell.grain, undefined, changes) }]));
  return differing(should, await reader.find(tallies, { measure, grain: { in: ['days', 'month'] }, period: month }));
}

async function differentYears(reader: Reader, measure: Measure, year: string): Promise<Compared[]> {
  const should = new Map<string, { readonly cell: Cell; readonly counts: string }>();
  for (const { counts, ...month } of await reader.find(tallies, { measure, grain: 'month', period: { gte: `${year}-01`, lte: `${year}-12` } })) {
    const cell: Cell = { ...month, grain: 'year', period: year };
    should.set(wordsOf(cell), { cell, counts: added(should.get(wordsOf(cell))?.counts ?? nothing, counts) });
  }
  return differing(should, await reader.find(tallies, { measure, grain: 'year', period: year }));
}

/** Of what stands, whose only value is 1. */
function added(one: string, other: string): string {
  const count = (countsIn(one)['1'] ?? 0) + (countsIn(other)['1'] ?? 0);
  return JSON.stringify(count === 0 ? {} : { 1: count });
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
