import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { allows, moveDossier, moveIfAllowed } from '#services/journey/move-dossier.ts';
import { giveMomentFree } from './agree-moment.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, type Card, type ProductionStatus } from './delivery.store.ts';
import { hasEnded } from './has-ended.ts';
import { judgeClaim } from './judge-claim.ts';
import { standingOf, type Standing } from './load-standing.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;

/**
 * Cards that wait too long: first a warning, after three months they are reported to BiZa and destroyed. So are those of ended dossiers,
 * and those that BiZa brought to the town hall and nobody took in.
 */
export async function watchClaims(ctx: DeliveryCtx): Promise<void> {
  for (const card of await ctx.store.find(cards, { endedAt: null, activatedAt: null, claimBefore: { not: null } }, { by: [['claimBefore', 'asc']] })) {
    const isOver = card.claimBefore !== null && ctx.today() >= card.claimBefore;
    const status = isOver ? await askStatus(ctx, card) : undefined;
    if (await watchClaim(ctx, card, status) === 'ask-back') await giveMomentFree(ctx, card.dossier, 'bpost', 'unclaimed');
  }
}

/** The counter may have handed the card out: BiZa says so before anything is destroyed. An order that it does not know is reported all the same, and a person sees the refusal. */
async function askStatus(ctx: DeliveryCtx, { order }: Card): Promise<ProductionStatus | undefined> {
  try {
    return (await ctx.ports.biza.cardStatus({ order })).status;
  } catch (error) {
    if (!isFailure(error) || error.data.retry !== 'never') throw error;
    return undefined;
  }
}

/** A card in bpost's hands cannot be destroyed here: it is asked back, and its time is over when it comes. */
function watchClaim(ctx: DeliveryCtx, { order }: Card, status: ProductionStatus | undefined): Promise<'ask-back' | undefined> {
  return ctx.work(async (work) => {
    const card = await work.first(cards, { order, endedAt: null, activatedAt: null });
    if (!card || card.claimBefore === null) return undefined;
    const { claimBefore, warnedAt } = card;
    const standing = await standingOf(work, card.dossier);
    const { dossier, delivery: planned } = standing;
    const claim = { claimBefore, warned: warnedAt !== null, plannedDay: planned?.start ? dayOf(planned.start) : null };
    const judgement = judgeClaim(claim, dayOf(work.at), ctx.config.warnUnclaimedDays);
    if (judgement === 'destroy' && isWithBpost(standing)) return 'ask-back';
    const ended = hasEnded(dossier);
    const waitsHere = allows(dossier, 'unclaim') || allows(dossier, 'receive-card');
    if (judgement === 'warn' && waitsHere) {
      await work.update(cards, { order }, { warnedAt: work.at });
      await work.emit('unclaimedSoon', { dossier: dossier.id, claimBefore });
    }
    if (judgement !== 'destroy' || !(waitsHere || ended)) return undefined;
    if (status !== 'activated') await destroy(work, card, ended);
    else if (ended) await work.update(cards, { order }, { status, endedAt: work.at });
    return undefined;
  });
}

function isWithBpost({ dossier, holder, delivery: planned }: Standing): boolean {
  if (dossier.state === 'with-bpost') return true;
  return holder === 'bpost' && (hasEnded(dossier) ? planned?.bpostAsked === true : allows(dossier, 'unclaim'));
}

async function destroy(work: Work<typeof delivery>, { order, dossier: id, personal }: Card, ended: boolean): Promise<void> {
  if (!ended) {
    // By BiZa it lay at the town hall all the while, though nobody took it in.
    await moveIfAllowed(work, id, 'receive-card', { reason: 'never-taken-in' });
    await moveDossier(work, id, 'unclaim', { reason: 'three-months-over' });
  }
  await work.update(cards, { order }, { status: 'destroyed', endedAt: work.at });
  await work.dispatch('biza.reportUnclaimed', { dossier: id, order, destroyedOn: dayOf(work.at) }, { lane: id, dossier: id });
  await work.dispatch('biza.annulCard', { dossier: id, cardNumber: personal.cardNumber, reason: 'unclaimed' }, { lane: id, dossier: id });
}
