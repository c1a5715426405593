import type { CommandCtx } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { allows, moveDossier } from '#services/journey/move-dossier.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, type Card } from './delivery.store.ts';
import { arrivalDay, judgeCard, type CardNews } from './judge-card.ts';
import { standingOf } from './load-standing.ts';
import { loseCard } from './lose-card.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;

/** Asks BiZa about every card that was ordered and has not been received. One that BiZa does not know holds up no other. */
export async function followCards(ctx: DeliveryCtx): Promise<void> {
  for (const card of await ctx.store.find(cards, { endedAt: null, arrivedAt: null }, { by: [['expectedOn', 'asc']] })) {
    try {
      await takeIn(ctx, card, await ctx.ports.biza.cardStatus({ order: card.order }));
    } catch (error) {
      // BiZa is away: the rest waits for the next round too.
      if (!isFailure(error) || error.data.retry !== 'never') throw error;
      ctx.log.warn({ dossier: card.dossier, failure: error.type }, 'the status of an ordered card cannot be followed');
    }
  }
}

async function takeIn(ctx: DeliveryCtx, card: Card, news: CardNews): Promise<void> {
  await ctx.work(async (work) => {
    const { dossier, delivery: planned } = await standingOf(work, card.dossier);
    const changed = await work.update(cards, { order: card.order, arrivedAt: null, endedAt: null }, { status: news.status, expectedOn: news.expectedOn });
    // Received, or lost, since we asked.
    if (changed === 0 || planned?.order !== card.order) return;
    if (isFinal(journey, dossier.state)) {
      await work.update(cards, { order: card.order }, { endedAt: work.at });
      return;
    }
    const today = dayOf(work.at);
    const judgement = judgeCard(news, planned.start === null ? null : dayOf(planned.start), today, ctx.config.marginDays);
    if (judgement === 'lost' && allows(dossier, 'lose-card')) await loseCard(work, card, `biza-${news.status}`);
    if (judgement === 'late' && allows(dossier, 'find-card-late')) {
      await moveDossier(work, dossier.id, 'find-card-late');
      await work.update(deliveries, { dossier: dossier.id }, { start: null, end: null });
      await work.emit('cardLate', { dossier: dossier.id, expectedOn: arrivalDay(news, today), start: planned.start });
    }
  });
}
