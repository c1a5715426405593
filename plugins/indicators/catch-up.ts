import { history } from '#services/journey/dossier.store.ts';
import { countAll, type IndicatorsCtx } from './count-in-pages.ts';
import { turns } from './indicators.store.ts';

const atOnce = 1_000;
/** A line may be on disk some time after the moment that it names: each look begins so long before the end of the last one. */
const overlapMs = 24 * 3_600_000;

/**
 * By night: counts every dossier of which something was recorded since the last time. What happened while this plugin was off, what was there before it, and history that was
 * imported are counted so; for all others nothing is left to do.
 */
export async function catchUp(ctx: IndicatorsCtx): Promise<void> {
  const begun = ctx.now();
  const last = await ctx.store.first(turns, { name: 'caught-up' });
  let from = last ? last.at - overlapMs : 0;
  let done: ReadonlySet<string> = new Set();
  for (;;) {
    const lines = await ctx.store.find(history, { recordedAt: { gte: from } }, { by: [['recordedAt', 'asc'], ['dossier', 'asc'], ['sequence', 'asc']], limit: atOnce });
    await countAll(ctx, [...new Set(lines.map(({ dossier }) => dossier))].filter((dossier) => !done.has(dossier)));
    const next = lines.at(-1)?.recordedAt;
    if (next === undefined || lines.length < atOnce) break;
    // more lines of one moment than fit in a page: an import in one go. They follow by their dossiers.
    if (next === from) { await countMoment(ctx, from); from = next + 1; } else from = next;
    done = new Set(lines.filter(({ recordedAt }) => recordedAt === next).map(({ dossier }) => dossier));
  }
  await ctx.work(async (work) => {
    if (!await work.insertIfNew(turns, { name: 'caught-up', at: begun })) await work.update(turns, { name: 'caught-up' }, { at: begun });
  });
}

async function countMoment(ctx: IndicatorsCtx, recordedAt: number): Promise<void> {
  let after: string | undefined;
  for (;;) {
    const lines = await ctx.store.find(history, { recordedAt, ...(after !== undefined && { dossier: { gt: after } }) }, { by: [['dossier', 'asc'], ['sequence', 'asc']], limit: atOnce });
    await countAll(ctx, [...new Set(lines.map(({ dossier }) => dossier))]);
    after = lines.at(-1)?.dossier;
    if (lines.length < atOnce) return;
  }
}
