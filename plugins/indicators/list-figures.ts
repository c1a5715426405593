import { handle } from '#services/kernel/plugin.ts';
import { definitions } from './definitions.ts';
import { indicators } from './indicators.contract.ts';
import { historyOf, lastDay, reckonFigure } from './reckon-figure.ts';
import { demandMayKnow } from './whose-figures.ts';

export const listFigures = handle(indicators, 'list', async (ctx, { month, ...slice }) => {
  demandMayKnow(ctx, slice.official);
  const asOf = lastDay(ctx.today(), month);
  const history = await historyOf(ctx.store);
  return { asOf, indicators: await Promise.all(definitions.map((definition) => reckonFigure(history, definition, asOf, slice))) };
});
