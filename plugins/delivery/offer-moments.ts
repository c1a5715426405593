import { handle } from '#services/kernel/plugin.ts';
import { delivery } from './delivery.contract.ts';
import { findMoments } from './find-moments.ts';
import { expectedCard, standingOf } from './load-standing.ts';

export const offerMoments = handle(delivery, 'moments', async (ctx, { dossier, by }) => {
  return findMoments(ctx, dossier, by, await expectedCard(ctx, await standingOf(ctx.store, dossier)));
});
