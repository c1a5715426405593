import { dayOf } from '#services/belgium/brussels-time.ts';
import { addMonths } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { demandMove, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { cards } from './delivery.store.ts';
import { hasEnded } from './has-ended.ts';
import { demandOrder } from './take-up-order.ts';
import { viewDelivery } from './view-delivery.ts';

export const receiveCard = handle(delivery, 'receiveCard', receive);

/**
 * Someone at the town hall has the very card in hand, and its number is the ordered one. BiZa's own `at-municipality` is shown but moves
 * nothing: a parcel at the town hall is not yet a card that can go out. The three months to claim it run from here. The card of a dossier
 * that has ended is taken in too, without a move, for it has to be kept and destroyed like any other.
 */
export async function receive(ctx: CommandCtx<typeof delivery>, { dossier: id, cardNumber }: { readonly dossier: string; readonly cardNumber: string }) {
  const { dossier, card } = await demandOrder(ctx, id);
  // One that we activated ourselves is past receiving, whatever became of the dossier since.
  if (!hasEnded(dossier) || card.activatedAt !== null) demandMove(dossier, 'receive-card');
  if (card.personal.cardNumber !== cardNumber) throw deliveryFailures['other-card']({ issues: [{ in: 'body', name: 'cardNumber', detail: 'not the number of the ordered card' }] });
  return ctx.answer(async (work) => {
    const ended = hasEnded(await dossierOf(work, id));
    // Nobody waits for it, but it is here: its three months run once.
    if (ended && card.arrivedAt !== null) return viewDelivery(work, id);
    if (!ended) await moveDossier(work, id, 'receive-card');
    const claimBefore = addMonths(dayOf(work.at), ctx.config.unclaimedMonths);
    await work.update(cards, { order: card.order }, { status: 'at-municipality', arrivedAt: work.at, claimBefore });
    if (!ended) await work.emit('cardArrived', { dossier: id });
    return viewDelivery(work, id);
  });
}
