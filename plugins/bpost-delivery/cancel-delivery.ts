import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { laneOf } from './arrange-delivery.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { arrangements } from './bpost-delivery.store.ts';
import { isLive, latestArrangement } from './load-arrangement.ts';

export const cancelDelivery = handle(bpostDelivery, 'cancel', async (ctx, { dossier, reason }) => ({ cancelled: await cancelAtBpost(ctx, dossier, reason) }));

/** Calls the delivery off at bpost, if one stands. A card that bpost holds already is brought back: custody passes when bpost says so. */
export async function cancelAtBpost(ctx: CommandCtx<typeof bpostDelivery>, dossier: string, reason: string): Promise<boolean> {
  return ctx.work(async (work) => {
    const arrangement = await latestArrangement(work, dossier);
    if (!arrangement || !isLive(arrangement)) return false;
    const { reference, state } = arrangement;
    if (await work.update(arrangements, { reference, state }, { state: 'cancelled' }) === 0) return false;
    await work.dispatch('bpost.cancelDelivery', { reference, reason }, laneOf(reference, dossier));
    return true;
  });
}
