import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { allows, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, type Card } from './delivery.store.ts';
import { hasEnded } from './has-ended.ts';
import { arrivalDay, isGone, judgeCard, type CardNews } from './judge-card.ts';
import { termUntilReceived } from './judge-claim.ts';
import { standingOf } from './load-standing.ts';
import { loseCard } from './lose-card.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;
type News = CardNews & { readonly since: number };

/**
 * Asks BiZa about every card that was ordered and has not been received, and about those of ended dossiers until they are handed out or
 * destroyed. One that BiZa does not know holds up no other.
 */
export async function followCards(ctx: DeliveryCtx): Promise<void> {
  for (const card of await ctx.store.find(cards, { endedAt: null, activatedAt: null }, { by: [['expectedOn', 'asc']] })) {
    // A received card of an open dossier is in our own hands: the dossier says where it stands.
    if (card.arrivedAt !== null && !hasEnded(await dossierOf(ctx.store, card.dossier))) continue;
    try {
      await takeIn(ctx, card, await ctx.ports.biza.cardStatus({ order: card.order }));
    } catch (error) {
      // BiZa is away: the rest waits for the next round too.
      if (!isFailure(error) || error.data.retry !== 'never') throw error;
      ctx.log.warn({ dossier: card.dossier, failure: error.type }, 'the status of an ordered card cannot be followed');
    }
  }
}

async function takeIn(ctx: DeliveryCtx, { order, dossier: id, arrivedAt }: Card, news: News): Promise<void> {
  await ctx.work(async (work) => {
    const card = await work.first(cards, { order, arrivedAt, endedAt: null });
    // Received, or lost, since we asked.
    if (!card) return;
    const { dossier } = await standingOf(work, id);
    if (arrivedAt === null) {
      const claimBefore = termUntilReceived(news, card.claimBefore, work.at, ctx.config.unclaimedMonths);
      await work.update(cards, { order }, { status: news.status, expectedOn: news.expectedOn, claimBefore });
    }
    if (hasEnded(dossier)) await endIfGone(work, card, news);
    else await judge(ctx, work, card, news);
  });
}

/** Nobody waits for the card of an ended dossier. It is followed until it is gone, or in the hands of its citizen: the counter may give it. */
async function endIfGone(work: Work<typeof delivery>, card: Card, { status }: News): Promise<void> {
  if (status === 'lost') await loseCard(work, card, 'biza-lost');
  else if (status === 'activated' || isGone(status)) await work.update(cards, { order: card.order }, { status, endedAt: work.at });
}

async function judge(ctx: DeliveryCtx, work: Work<typeof delivery>, card: Card, news: News): Promise<void> {
  const { dossier, delivery: planned } = await standingOf(work, card.dossier);
  if (planned?.order !== card.order) return;
  const today = dayOf(work.at);
  const judgement = judgeCard(news, planned.start === null ? null : dayOf(planned.start), today, ctx.config.marginDays);
  if (judgement === 'lost' && allows(dossier, 'lose-card')) await loseCard(work, card, `biza-${news.status}`);
  if (judgement === 'late' && allows(dossier, 'find-card-late')) {
    await moveDossier(work, dossier.id, 'find-card-late');
    await work.update(deliveries, { dossier: dossier.id }, { start: null, end: null });
    await work.emit('cardLate', { dossier: dossier.id, expectedOn: arrivalDay(news, today), start: planned.start });
  }
}
