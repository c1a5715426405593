import type { Ctx } from '#services/kernel/context.ts';
import { definitions } from './definitions.ts';
import type { indicators } from './indicators.contract.ts';
import { periodUntil } from './period.ts';
import { historyOf, lastDay, reckonAmount } from './reckon-figure.ts';

/** One for each, by its id. One of nothing is left out: Prometheus has no word for that. */
export async function tellFigures({ store, today }: Pick<Ctx<typeof indicators>, 'store' | 'today'>): Promise<Record<string, number>> {
  const told: Record<string, number> = {};
  const history = await historyOf(store);
  for (const definition of definitions) {
    const { value } = await reckonAmount(history, definition, periodUntil(lastDay(today(), undefined), definition.months), {});
    if (value !== null) told[definition.id] = value;
  }
  return told;
}
