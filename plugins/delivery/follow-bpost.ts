import { dayOf } from '#services/belgium/brussels-time.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { allows, dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries } from './delivery.store.ts';
import { bpostAttempt } from './fail-attempt.ts';
import { hasEnded } from './has-ended.ts';
import { firstPossibleDay } from './judge-card.ts';
import { standingOf } from './load-standing.ts';
import { loseCard } from './lose-card.ts';
import { recordFailedAttempt, tellCounter } from './record-failed-attempt.ts';
import { recordPlanIfPossible } from './record-plan.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;

/** bpost agreed another moment with the citizen, or kept to the old one. */
export async function hearMoment(ctx: DeliveryCtx, { dossier: id, start, end }: EventPayload<'bpost-delivery.momentChanged'>): Promise<void> {
  await ctx.work(async (work) => {
    const { dossier, delivery: planned, card } = await standingOf(work, id);
    if (planned?.by !== 'bpost' || !card || dossier.state === 'undeliverable') return;
    // A moment at which the card cannot be there yet is no moment.
    if (dayOf(start) >= firstPossibleDay(card, dayOf(work.at), 0)) await recordPlanIfPossible(work, id, 'bpost', { start, end });
  });
}

export async function hearAttempt(ctx: DeliveryCtx, { dossier: id, reason, at, current }: EventPayload<'bpost-delivery.attemptFailed'>): Promise<void> {
  await ctx.work(async (work) => {
    const { dossier, handover } = await standingOf(work, id);
    // An activation that BiZa is confirming decides by itself.
    const decided = dossier.state === 'handing-over' && handover?.activation === 'confirming';
    await recordFailedAttempt(work, id, { what: bpostAttempt(at), reason, at, current: current && !decided }, ctx.config.maximumAttempts);
  });
}

/** The card is back at the town hall. When home delivery was given up meanwhile, it waits at the counter now. */
export async function hearReturn(ctx: DeliveryCtx, { dossier: id }: EventPayload<'bpost-delivery.returned'>): Promise<void> {
  await ctx.work(async (work) => {
    if (!await moveIfAllowed(work, id, 'return-card')) {
      // Referred to the counter meanwhile: the card is back, and there is nothing left to ask back.
      if (hasEnded(await dossierOf(work, id))) await work.update(deliveries, { dossier: id }, { bpostAsked: false });
      return;
    }
    await work.update(deliveries, { dossier: id }, { start: null, end: null });
    const { dossier } = await standingOf(work, id);
    if (dossier.state === 'undeliverable') await tellCounter(work, id);
  });
}

export async function hearLoss(ctx: DeliveryCtx, { dossier: id }: EventPayload<'bpost-delivery.lost'>): Promise<void> {
  await ctx.work(async (work) => {
    const { dossier, delivery: planned } = await standingOf(work, id);
    const card = planned && await work.first(cards, { order: planned.order });
    if (!card || card.endedAt !== null || card.activatedAt !== null) return;
    if (allows(dossier, 'lose-card') || hasEnded(dossier)) await loseCard(work, card, 'lost-by-bpost');
  });
}
