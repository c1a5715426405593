import { handle } from '#services/kernel/plugin.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { request } from './request.contract.ts';

/** The citizen stops. What was planned is cancelled and what was paid is given back by the plugins that listen. */
export const withdrawRequest = handle(request, 'withdraw', async (ctx, { dossier, reason }) => {
  const state = await ctx.work(async (work) => {
    const reached = await moveDossier(work, dossier, 'withdraw', { reason });
    await work.emit('withdrawn', { dossier, reason });
    return reached;
  });
  return { state };
});
