import { addDays } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { askBiza, type HolderReference } from './ask-biza.ts';
import { authorisations } from './authorisations.contract.ts';
import { authorisationRecords } from './authorisations.store.ts';

export const refreshAuthorisations = handle(authorisations, 'refresh', (ctx) => refreshWatched(ctx));

/** Asks BiZa anew for everything that is watched or was ever used, and warns once for each end that comes near. */
export async function refreshWatched(ctx: CommandCtx<typeof authorisations>): Promise<{ checked: number; expiring: number }> {
  const known = await ctx.store.find(authorisationRecords, {});
  const watched: HolderReference[] = [
    { holder: 'municipality', reference: ctx.municipality.nis },
    ...ctx.config.officials.map((reference) => ({ holder: 'official' as const, reference })),
    ...ctx.config.devices.map((reference) => ({ holder: 'device' as const, reference })),
    ...known,
  ];
  const holders = new Map(watched.map(({ holder, reference }) => [`${holder}:${reference}`, { holder, reference }]));
  for (const holder of holders.values()) await askBiza(ctx, holder);

  const soon = addDays(ctx.today(), ctx.config.warnDays);
  const expiring = await ctx.work(async (work) => {
    const ending = await work.find(authorisationRecords, { withdrawn: false, validUntil: { lte: soon, gte: ctx.today() } });
    const unwarned = ending.filter(({ warnedFor, validUntil }) => warnedFor !== validUntil);
    for (const { holder, reference, act, validUntil } of unwarned) {
      await work.emit('expiring', { holder, reference, act, validUntil });
      await work.update(authorisationRecords, { holder, reference, act }, { warnedFor: validUntil });
    }
    return ending.length;
  });
  return { checked: holders.size, expiring };
}
