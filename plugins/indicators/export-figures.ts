import { writeCsv, type Cell } from '#services/belgium/spreadsheet-csv.ts';
import { handle } from '#services/kernel/plugin.ts';
import { besideWords, byWords, emptyWords, ofWhom, unitWords } from './csv-words.ts';
import { definitions, type Definition } from './definitions.ts';
import { indicators, type Figure } from './indicators.contract.ts';
import { periodUntil, type Period } from './period.ts';
import { historyOf, lastDay, reckonFigure } from './reckon-figure.ts';
import type { Amount } from './reckon.ts';
import { slicesOf } from './show-figure.ts';
import { mayKnow } from './whose-figures.ts';

/** In the words of the founding document: it is read by people in Belgium. A figure of nothing is an empty cell, and the last column says why. What stands beside a figure has no target of its own. */
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

interface Said { readonly aims?: boolean; readonly reached?: string; readonly why?: string }

function linesOf({ id, source, unit, target, baseline }: Definition, { from, until }: Period, { value, met, basis, empty, beside }: Figure, slices: Awaited<ReturnType<typeof slicesOf>>): Cell[][] {
  const line = (by: string, of: string, amount: Amount, { aims = true, reached = '', why = '' }: Said = {}): Cell[] =>
    [id, source, from, until, by, of, amount.value, unitWords[unit], aims ? target : null, aims ? baseline : null, reached, amount.basis, why];
  const why = empty === null ? '' : emptyWords[empty];
  return [
    line('', '', { value, basis }, { reached: met === null ? '' : met ? 'ja' : 'nee', why }),
    ...beside.map((other) => line('wat erbij hoort', besideWords[other.id], other, { aims: false, why })),
    ...slices.map((part) => line(byWords[part.by], ofWhom(part.by, part.of), part)),
  ];
}
