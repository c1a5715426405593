import { handle } from '#services/kernel/plugin.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { request } from './request.contract.ts';

/** An official decides that only the counter can help, and says why. */
export const referToCounter = handle(request, 'refer', async (ctx, { dossier, reason }) => {
  return { state: await ctx.work((work) => moveDossier(work, dossier, 'refer', { reason })) };
});
