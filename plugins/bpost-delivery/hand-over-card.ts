import { handle } from '#services/kernel/plugin.ts';
import { demandMove, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import { laneOf } from './arrange-delivery.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { arrangements } from './bpost-delivery.store.ts';
import { arrangementOf, viewOf } from './load-arrangement.ts';
import { weighMessages } from './weigh-messages.ts';

/** The official gives the card to bpost's courier: from now on bpost answers for it. */
export const handOverCard = handle(bpostDelivery, 'handOver', (ctx, { dossier }) => ctx.answer(async (work) => {
  demandMove(await dossierOf(work, dossier), 'hand-to-bpost');
  const { reference, state } = await arrangementOf(work, dossier);
  if (state !== 'announced') throw bpostDeliveryFailures['not-announced']();
  await moveDossier(work, dossier, 'hand-to-bpost');
  await work.update(arrangements, { reference }, { custody: 'courier', handedToBpostAt: work.at });
  await work.dispatch('bpost.handOverCustody', { reference, at: work.at }, laneOf(reference, dossier));
  // What bpost told before we had written this down counts from now on.
  await weighMessages(work, ctx.config, reference);
  return viewOf(ctx, work, await arrangementOf(work, dossier));
}));
