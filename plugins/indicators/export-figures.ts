import { writeCsv } from '#services/belgium/spreadsheet-csv.ts';
import { handle } from '#services/kernel/plugin.ts';
import { besideWords, byWords, emptyWords, ofWhom, unitWords } from './csv-words.ts';
import { definitions } from './definitions.ts';
import { indicators } from './indicators.contract.ts';
import { periodUntil } from './period.ts';
import { historyOf, lastDay, reckonFigure } from './reckon-figure.ts';
import { slicesOf } from './show-figure.ts';
import { mayKnow } from './whose-figures.ts';

/** In the words of the founding document: it is read by people in Belgium. A figure of nothing is an empty cell, and the last column says why. What stands beside a figure has no target of its own. */
const heading = ['indicator', 'omschrijving', 'van', 'tot en met', 'onderverdeling', 'van wie', 'waarde', 'eenheid', 'doel', 'vroeger', 'gehaald', 'op basis van', 'leeg omdat'];

export const exportFigures = handle(indicators, 'export', async (ctx, { month }) => {
  const asOf = lastDay(ctx.today(), month);
  const history = await historyOf(ctx.store);
  const lines: (string | number | null)[][] = [heading];
  for (const definition of definitions) {
    const { value, met, basis, empty, beside } = await reckonFigure(history, definition, asOf);
    const period = periodUntil(asOf, definition.months);
    const { id, source, unit, target, baseline } = definition;
    const line = (by: string, of: string, amount: { readonly value: number | null; readonly basis: number }, { aims = true, reached = '', why = '' }: { readonly aims?: boolean; readonly reached?: string; readonly why?: string } = {}) =>
      lines.push([id, source, period.from, period.until, by, of, amount.value, unitWords[unit], aims ? target : null, aims ? baseline : null, reached, amount.basis, why]);
    const why = empty === null ? '' : emptyWords[empty];
    line('', '', { value, basis }, { reached: met === null ? '' : met ? 'ja' : 'nee', why });
    for (const other of beside) line('wat erbij hoort', besideWords[other.id], other, { aims: false, why });
    for (const part of await slicesOf(history, definition, period, {}, mayKnow(ctx))) line(byWords[part.by], ofWhom(part.by, part.of), part);
  }
  return { fileName: `indicatoren-${ctx.municipality.id}-${asOf}.csv`, csv: writeCsv(lines) };
});
