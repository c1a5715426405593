import { writeCsv } from '#services/belgium/write-csv.ts';
import { handle } from '#services/kernel/plugin.ts';
import { definitions } from './definitions.ts';
import { indicators } from './indicators.contract.ts';
import { periodUntil } from './period.ts';
import { historyOf, lastDay, reckonFigure } from './reckon-figure.ts';
import { slicesOf } from './show-figure.ts';

/** In the words of the founding document: it is read by people in Belgium. A figure of nothing is an empty cell, and the last column says why. */
const heading = ['indicator', 'omschrijving', 'van', 'tot en met', 'onderverdeling', 'van wie', 'waarde', 'eenheid', 'doel', 'vroeger', 'gehaald', 'op basis van', 'leeg omdat'];

export const exportFigures = handle(indicators, 'export', async (ctx, { month }) => {
  const asOf = lastDay(ctx.today(), month);
  const history = await historyOf(ctx.store);
  const lines: (string | number | null)[][] = [heading];
  for (const definition of definitions) {
    const { value, met, basis, empty, beside } = await reckonFigure(history, definition, asOf);
    const period = periodUntil(asOf, definition.months);
    const { id, source, unit, target, baseline } = definition;
    const line = (by: string, of: string, amount: { readonly value: number | null; readonly basis: number }, reached: boolean | null, why: string | null) =>
      lines.push([id, source, period.from, period.until, by, of, amount.value, unit, target, baseline, reached === null ? null : reached ? 'ja' : 'nee', amount.basis, why]);
    line('', '', { value, basis }, met, empty);
    for (const other of beside) line('beside', other.id, other, null, null);
    for (const part of await slicesOf(history, definition, period, {})) line(part.by, part.of, part, null, null);
  }
  return { fileName: `indicatoren-${ctx.municipality.id}-${asOf}.csv`, csv: writeCsv(lines) };
});
