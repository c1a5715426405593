import type { CommandCtx } from '#services/kernel/context.ts';
import { history } from '#services/journey/dossier.store.ts';
import type { indicators } from './indicators.contract.ts';

export type IndicatorsCtx = CommandCtx<typeof indicators>;

const atOnce = 500;

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
