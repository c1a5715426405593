import type { CommandCtx } from '#services/kernel/context.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { allows, moveDossier } from '#services/journey/move-dossier.ts';
import { giveMomentFree } from './agree-moment.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, type Card } from './delivery.store.ts';
import { judgeClaim } from './judge-claim.ts';
import { standingOf } from './load-standing.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;

/** Cards that wait too long: first a warning, after three months they are reported to BiZa and destroyed. */
export async function watchClaims(ctx: DeliveryCtx): Promise<void> {
  for (const card of await ctx.store.find(cards, { endedAt: null, activatedAt: null, arrivedAt: { gt: 0 } }, { by: [['claimBefore', 'asc']] })) {
    if (await watchClaim(ctx, card) === 'ask-back') await giveMomentFree(ctx, card.dossier, 'bpost', 'unclaimed');
  }
}

/** A card in bpost's hands cannot be destroyed here: it is asked back, and its time is over when it comes. */
function watchClaim(ctx: DeliveryCtx, { order, claimBefore, warnedAt, personal }: Card): Promise<'ask-back' | undefined> {
  return ctx.work(async (work) => {
    const card = await work.first(cards, { order });
    if (!card || claimBefore === null) return undefined;
    const { dossier, delivery: planned } = await standingOf(work, card.dossier);
    const [id, today] = [dossier.id, dayOf(work.at)];
    const judgement = judgeClaim({ claimBefore, warned: warnedAt !== null, plannedDay: planned?.start ? dayOf(planned.start) : null }, today, ctx.config.warnUnclaimedDays);
    if (judgement === 'destroy' && dossier.state === 'with-bpost') return 'ask-back';
    if (judgement === 'wait' || !allows(dossier, 'unclaim')) return undefined;
    if (judgement === 'warn') {
      await work.update(cards, { order }, { warnedAt: work.at });
      await work.emit('unclaimedSoon', { dossier: id, claimBefore });
      return undefined;
    }
    await moveDossier(work, id, 'unclaim', { reason: 'three-months-over' });
    await work.update(cards, { order }, { status: 'destroyed', endedAt: work.at });
    await work.dispatch('biza.reportUnclaimed', { dossier: id, order, destroyedOn: today }, { lane: id, dossier: id });
    await work.dispatch('biza.annulCard', { dossier: id, cardNumber: personal.cardNumber, reason: 'unclaimed' }, { lane: id, dossier: id });
    return undefined;
  });
}
