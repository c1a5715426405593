import { delivererSchema, groundSchema } from '#services/journey/ground.ts';
import { handle } from '#services/kernel/plugin.ts';
import { definitionOf, type Definition, type Dimension } from './definitions.ts';
import { indicators } from './indicators.contract.ts';
import { officialsWho } from './list-officials.ts';
import { periodUntil, type Period } from './period.ts';
import type { Slice } from './read-tallies.ts';
import { historyOf, lastDay, reckonAmount, reckonFigure, type History } from './reckon-figure.ts';
import type { Amount } from './reckon.ts';
import { demandMayKnow, mayKnow } from './whose-figures.ts';

export const showFigure = handle(indicators, 'show', async (ctx, { indicator, month, ...slice }) => {
  demandMayKnow(ctx, slice.official);
  const definition = definitionOf(indicator);
  const until = lastDay(ctx.today(), month);
  const history = await historyOf(ctx.store);
  const [figure, slices] = await Promise.all([reckonFigure(history, definition, until, slice), slicesOf(history, definition, periodUntil(until, definition.months), slice, mayKnow(ctx))]);
  return { ...figure, slices };
});

type SliceBy = 'ground' | 'deliverer' | 'official';
interface PartOf extends Amount { readonly by: SliceBy; readonly of: string }
const words: Readonly<Record<Dimension, SliceBy>> = { ground: 'ground', deliverBy: 'deliverer', official: 'official' };

/** The indicator for each ground, deliverer and official, within what is asked. Officials who had no part in it, and those whom who asks may not know about, are left out. */
export async function slicesOf(history: History, definition: Definition, period: Period, slice: Slice, mayKnowOf: (official: string) => boolean): Promise<PartOf[]> {
  const officials = definition.dividedBy.includes('official') && slice.official === undefined ? (await officialsWho(history.reader, [definition.measure], period)).filter(mayKnowOf) : [];
  const values: Readonly<Record<Dimension, readonly string[]>> = { ground: definition.grounds ?? groundSchema.options, deliverBy: delivererSchema.options, official: officials };
  const parts = definition.dividedBy.filter((dimension) => slice[dimension] === undefined).flatMap((dimension) => values[dimension].map((of) => ({ dimension, of })));
  return Promise.all(parts.map(async ({ dimension, of }) => ({ by: words[dimension], of, ...await reckonAmount(history, definition, period, { ...slice, [dimension]: of }) })));
}
