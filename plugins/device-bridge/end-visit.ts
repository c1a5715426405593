import type { CommandCtx } from '#services/kernel/context.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { openVisits, visits, type Visit } from './device-bridge.store.ts';
import { ownVisit } from './use-visit.ts';

export const closeVisit = handle(deviceBridge, 'closeVisit', async (ctx, { visit: id }) => {
  const visit = await ownVisit(ctx, id);
  return ctx.answer(async (work) => ({ closed: await endVisit(work, visit) }));
});

/** Ends the sessions whose time is over, so that their devices and dossiers are free. */
export async function closeExpiredVisits(ctx: CommandCtx<typeof deviceBridge>): Promise<void> {
  for (const { visit } of await ctx.store.find(openVisits, { expiresAt: { lte: ctx.now() } })) {
    await ctx.work((work) => endVisit(work, { id: visit }));
  }
}

/** Gives device and dossier free. Says whether it was still open. */
export async function endVisit(work: Tables & Pick<UnitOfWork, 'at'>, { id }: Pick<Visit, 'id'>): Promise<boolean> {
  await work.remove(openVisits, { visit: id });
  return await work.update(visits, { id, endedAt: null }, { endedAt: work.at }) > 0;
}
