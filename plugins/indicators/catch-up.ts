import { history, type HistoryLine } from '#services/journey/dossier.store.ts';
import type { Where } from '#services/kernel/table.ts';
import { countDossiers } from './count-dossiers.ts';
import type { IndicatorsCtx } from './indicators-ctx.ts';
import { turns } from './indicators.store.ts';

const atOnce = 5_000;
/** A line may be on disk some time after the moment that it names: each look begins so long before the end of the last one. */
const overlapMs = 24 * 3_600_000;

/**
 * By night: counts every dossier of which something was recorded since the last time. What happened while this plugin was off, what was there before it, and history that was
 * imported are counted so; of all others nothing is left to do.
 */
export async function catchUp(ctx: IndicatorsCtx): Promise<void> {
  const begun = ctx.now();
  const last = await ctx.store.first(turns, { name: 'caught-up' });
  for await (const lines of recordedSince(ctx, last ? last.at - overlapMs : 0)) {
    const dossiers = [...new Set(lines.map(({ dossier }) => dossier))];
    await ctx.work((work) => countDossiers(work, dossiers, work.at));
  }
  await ctx.work(async (work) => {
    if (!await work.insertIfNew(turns, { name: 'caught-up', at: begun })) await work.update(turns, { name: 'caught-up' }, { at: begun });
  });
}

/** In pages; of a moment that an import filled with more lines than fit in one, by their dossiers. */
async function* recordedSince({ store }: IndicatorsCtx, since: number): AsyncGenerator<readonly HistoryLine[]> {
  const page = (where: Where<typeof history>) => store.find(history, where, { by: [['recordedAt', 'asc'], ['dossier', 'asc']], limit: atOnce });
  for (let lines = await page({ recordedAt: { gte: since } }); lines.length > 0;) {
    yield lines;
    const moment = lines.at(-1)?.recordedAt ?? since;
    while (lines.length === atOnce) {
      lines = await page({ recordedAt: moment, dossier: { gt: lines.at(-1)?.dossier ?? '' } });
      if (lines.length > 0) yield lines;
    }
    lines = await page({ recordedAt: { gt: moment } });
  }
}
