import type { CommandCtx } from '#services/kernel/context.ts';
import { history } from '#services/journey/dossier.store.ts';
import { countDossier } from './count-dossier.ts';
import type { indicators } from './indicators.contract.ts';

export type IndicatorsCtx = CommandCtx<typeof indicators>;

const atOnce = 200;

/** The numbers of all dossiers that have a history, in pages. New ones come last: their numbers grow with time. */
export async function* dossiersInPages({ store }: Pick<IndicatorsCtx, 'store'>): AsyncGenerator<readonly string[]> {
  let last: string | undefined;
  for (;;) {
    const lines = await store.find(history, { sequence: 1, ...(last !== undefined && { dossier: { gt: last } }) }, { by: [['dossier', 'asc']], limit: atOnce });
    if (lines.length === 0) return;
    yield lines.map(({ dossier }) => dossier);
    last = lines.at(-1)?.dossier;
  }
}

/** Counts some dossiers anew, in one unit of work. Gives how many were not as they should be. */
export async function countAll(ctx: IndicatorsCtx, dossiers: readonly string[]): Promise<number> {
  return ctx.work(async (work) => {
    let changed = 0;
    for (const dossier of dossiers) if (await countDossier(work, dossier, work.at) > 0) changed += 1;
    return changed;
  });
}
