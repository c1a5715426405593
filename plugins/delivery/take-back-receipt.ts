import { handle } from '#services/kernel/plugin.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { history, type Dossier } from '#services/journey/dossier.store.ts';
import { demandMove, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { cards } from './delivery.store.ts';
import { hasEnded } from './has-ended.ts';
import { demandOrder } from './take-up-order.ts';
import { viewDelivery } from './view-delivery.ts';
import { liesSinceReceipt } from './where-is-the-card.ts';

/**
 * The card was booked in and is not here. It is expected again: its three months do not run, and BiZa's news of it is followed as before.
 * What was agreed with the citizen stands. A card that was here and is gone is reported lost instead, for it has to be annulled.
 */
export const takeBackReceipt = handle(delivery, 'takeBackReceipt', async (ctx, { dossier: id }) => {
  const { dossier, card } = await demandOrder(ctx, id);
  if (card.arrivedAt === null || card.activatedAt !== null) throw deliveryFailures['not-received']();
  if (!hasEnded(dossier)) await demandStillHere(ctx.store, dossier);
  return ctx.answer(async (work) => {
    if (!hasEnded(await dossierOf(work, id))) await moveDossier(work, id, 'take-back-receipt');
    await work.update(cards, { order: card.order }, { status: 'ordered', arrivedAt: null, claimBefore: null, warnedAt: null });
    return viewDelivery(work, id);
  });
});

async function demandStillHere(store: Reader, dossier: Dossier): Promise<void> {
  demandMove(dossier, 'take-back-receipt');
  if (!liesSinceReceipt(await store.find(history, { dossier: dossier.id }, { by: [['sequence', 'asc']] }))) throw deliveryFailures['card-has-left']();
}
