import { handle } from '#services/kernel/plugin.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { giveMomentFree } from './agree-moment.ts';
import { delivery } from './delivery.contract.ts';
import { standingOf } from './load-standing.ts';
import { tellCounter } from './record-failed-attempt.ts';
import { viewDelivery } from './view-delivery.ts';

/** Home delivery is given up: the card waits at the counter. What bpost still holds is asked back, and the citizen is told when it is here. */
export const holdAtCounter = handle(delivery, 'holdAtCounter', async (ctx, { dossier, reason }) => {
  const { holder } = await standingOf(ctx.store, dossier);
  const answer = await ctx.answer(async (work) => {
    await moveDossier(work, dossier, 'find-undeliverable', { reason });
    if (holder !== 'bpost') await tellCounter(work, dossier);
    return viewDelivery(work, dossier);
  });
  if (holder === 'bpost') await giveMomentFree(ctx, dossier, 'bpost', 'held-at-counter');
  return answer;
});
