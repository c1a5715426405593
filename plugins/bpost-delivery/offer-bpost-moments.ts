import { handle } from '#services/kernel/plugin.ts';
import { askMoments, receiverOf } from './ask-moments.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { isLive, latestArrangement } from './load-arrangement.ts';

export const offerBpostMoments = handle(bpostDelivery, 'moments', async (ctx, { dossier, notBefore }) => {
  const { address } = await receiverOf(ctx, dossier);
  const standing = await latestArrangement(ctx.store, dossier);
  const moments = await askMoments(ctx, address.postcode, notBefore, standing && isLive(standing) ? standing.reference : undefined);
  return { moments: moments.map(({ start, end }) => ({ start, end })) };
});
