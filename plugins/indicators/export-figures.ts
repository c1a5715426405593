import { writeCsv, type Cell } from '#services/belgium/spreadsheet-csv.ts';
import { handle } from '#services/kernel/plugin.ts';
import { definitions, type Definition } from './definitions.ts';
import { indicators, type Figure } from './indicators.contract.ts';
import { periodUntil, type Period } from './period.ts';
import { historyOf, lastDay, reckonFigure } from './reckon-figure.ts';
import type { Amount } from './reckon.ts';
import { slicesOf } from './show-figure.ts';
import { mayKnow } from './whose-figures.ts';

/** In the words of the founding document: it is read by people in Belgium. A figure of nothing is an empty cell, and the last column says why. */
const heading = ['indicator', 'omschrijving', 'van', 'tot en met', 'onderverdeling', 'van wie', 'waarde', 'eenheid', 'doel', 'vroeger', 'gehaald', 'op basis van', 'leeg omdat'];

export const exportFigures = handle(indicators, 'export', async (ctx, { month }) => {
  const asOf = lastDay(ctx.today(), month);
  const history = await historyOf(ctx.store);
  const all = await Promise.all(definitions.map(async (definition) => {
    const period = periodUntil(asOf, definition.months);
    const [figure, slices] = await Promise.all([reckonFigure(history, definition, asOf), slicesOf(history, definition, period, {}, mayKnow(ctx))]);
    return linesOf(definition, period, figure, slices);
  }));
  return { fileName: `indicatoren-${ctx.municipality.id}-${asOf}.csv`, csv: writeCsv([heading, ...all.flat()]) };
});

function linesOf({ id, source, unit, target, baseline }: Definition, { from, until }: Period, { value, met, basis, empty, beside }: Figure, slices: Awaited<ReturnType<typeof slicesOf>>): Cell[][] {
  const line = (by: string, of: string, amount: Amount, reached: boolean | null = null, why: string | null = null): Cell[] =>
    [id, source, from, until, by, of, amount.value, unit, target, baseline, reached === null ? null : reached ? 'ja' : 'nee', amount.basis, why];
  return [line('', '', { value, basis }, met, empty), ...beside.map((other) => line('beside', other.id, other)), ...slices.map((part) => line(part.by, part.of, part))];
}
