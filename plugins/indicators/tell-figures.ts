import type { Ctx } from '#services/kernel/context.ts';
import { definitions } from './definitions.ts';
import type { indicators } from './indicators.contract.ts';
import { periodUntil } from './period.ts';
import { historyOf, lastDay, reckonAmount } from './reckon-figure.ts';

/** One for each, by its id. One of nothing is left out: Prometheus has no word for that. */
export async function tellFigures({ store, today }: Pick<Ctx<typeof indicators>, 'store' | 'today'>): Promise<Record<string, number>> {
  const [history, until] = [await historyOf(store), lastDay(today(), undefined)];
  const figures = await Promise.all(definitions.map(async (definition) => [definition.id, (await reckonAmount(history, definition, periodUntil(until, definition.months), {})).value] as const));
  return Object.fromEntries(figures.flatMap(([id, value]) => (value === null ? [] : [[id, value]])));
}
