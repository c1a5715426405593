import type { Ctx } from '#services/kernel/context.ts';
import type { Deliverer } from '#services/journey/ground.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import type { Card } from './delivery.store.ts';
import { firstPossibleDay } from './judge-card.ts';

export interface Moment { readonly start: number; readonly end: number }
/** One to choose from. */
export interface Offered extends Moment { readonly preferred: boolean }

/** Moments for a delivery by official or bpost, not before the card can be there. */
export async function findMoments(
  ctx: Ctx<typeof delivery>, dossier: string, by: Deliverer, card: Pick<Card, 'expectedOn' | 'arrivedAt'>,
): Promise<{ notBefore: string; moments: Offered[] }> {
  const notBefore = firstPossibleDay(card, ctx.today(), ctx.config.marginDays);
  if (by === 'bpost') {
    if (!ctx.config.bpost) throw deliveryFailures['not-by-bpost']();
    const { moments } = await ctx.call('bpost-delivery.moments', { dossier, notBefore });
    return { notBefore, moments: moments.map((moment) => ({ ...moment, preferred: false })) };
  }
  const { slots } = await ctx.call('appointments.offer', { dossier, purpose: 'delivery', from: notBefore });
  return { notBefore, moments: slots.map(({ start, end, preferred }) => ({ start, end, preferred })) };
}
