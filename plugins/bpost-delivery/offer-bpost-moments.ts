import { handle } from '#services/kernel/plugin.ts';
import { askMoments, receiverOf } from './ask-moments.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';

export const offerBpostMoments = handle(bpostDelivery, 'moments', async (ctx, { dossier, notBefore }) => {
  const { address } = await receiverOf(ctx, dossier);
  return { moments: await askMoments(ctx, address.postcode, notBefore) };
});
