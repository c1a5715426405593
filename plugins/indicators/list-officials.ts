import { handle } from '#services/kernel/plugin.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { definitions } from './definitions.ts';
import { indicators } from './indicators.contract.ts';
import { tallies } from './indicators.store.ts';
import type { Measure } from './measures.contract.ts';
import { monthOf, periodUntil, type Period } from './period.ts';
import { lastDay } from './reckon-figure.ts';
import { anyOfficial } from './tally.ts';
import { mayKnow } from './whose-figures.ts';

const perOfficial = definitions.filter(({ dividedBy }) => dividedBy.includes('official'));

export const listOfficials = handle(indicators, 'officials', async (ctx, { month }) => {
  const period = periodUntil(lastDay(ctx.today(), month), Math.max(...perOfficial.map(({ months }) => months)));
  const officials = await officialsWho(ctx.store, perOfficial.map(({ measure }) => measure), period);
  return { officials: officials.filter(mayKnow(ctx)) };
});

/** Of whom something was measured in the months of a period, by reference. */
export async function officialsWho(reader: Reader, measures: readonly Measure[], { from, until }: Period): Promise<readonly string[]> {
  const rows = await reader.countBy(tallies, { measure: { in: measures }, deliverBy: 'any', official: { not: anyOfficial }, grain: 'month', period: { gte: monthOf(from), lte: monthOf(until) } }, 'official');
  return [...rows.keys()].toSorted();
}
