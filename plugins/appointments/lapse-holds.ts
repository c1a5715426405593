import type { CommandCtx } from '#services/kernel/context.ts';
import { dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { appointments } from './appointments.contract.ts';
import { visits } from './appointments.store.ts';
import { giveFree } from './end-visit.ts';

/**
 * Moments that were held too long are free again. A dossier that only waited for its confirmation has lost its moment; one that waits
 * for a payment is the payment's: late money takes the same moment again where it can.
 */
export async function lapseHolds(ctx: CommandCtx<typeof appointments>): Promise<void> {
  const overdue = await ctx.store.find(visits, { state: 'held', heldUntil: { lte: ctx.now() } });
  for (const { id } of overdue) {
    await ctx.work(async (work) => {
      const visit = await work.first(visits, { id, state: 'held', heldUntil: { lte: work.at } });
      if (!visit) return;
      await giveFree(work, visit, 'held-too-long');
      const { state } = await dossierOf(work, visit.dossier);
      if (visit.purpose === 'capture' && state === 'requested') await moveIfAllowed(work, visit.dossier, 'lose-moment', { reason: 'held-too-long' });
    });
  }
}
