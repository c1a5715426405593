import type { Ctx } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { Deliverer } from '#services/journey/ground.ts';
import { delivery } from './delivery.contract.ts';
import type { Card } from './delivery.store.ts';
import { findMoments } from './find-moments.ts';
import { proposeDeliverer, type Coverage } from './judge-deliverer.ts';
import { expectedCard, standingOf } from './load-standing.ts';
import { whyNotByBpost } from './say-because.ts';

interface First { readonly start: number | null; readonly why: Coverage['why'] }

/** Who is to bring this card, by agreement, capacity and lead time. The citizen may choose otherwise. */
export const proposeDelivery = handle(delivery, 'propose', async (ctx, { dossier }) => {
  const card = await expectedCard(ctx, await standingOf(ctx.store, dossier));
  const [official, bpost] = await Promise.all([firstOf(ctx, dossier, 'official', card), firstOf(ctx, dossier, 'bpost', card)]);
  const first = { official: official.start, bpost: bpost.start };
  return { ...proposeDeliverer(bpost.why, first), first };
});

/** What does not answer now offers nothing now; the proposal is made without it. */
async function firstOf(ctx: Ctx<typeof delivery>, dossier: string, by: Deliverer, card: Pick<Card, 'expectedOn' | 'arrivedAt'>): Promise<First> {
  try {
    return { start: (await findMoments(ctx, dossier, by, card)).moments[0]?.start ?? null, why: null };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { start: null, why: whyNotByBpost(error) ?? null };
  }
}
