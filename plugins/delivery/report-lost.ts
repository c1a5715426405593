import { handle } from '#services/kernel/plugin.ts';
import { delivery } from './delivery.contract.ts';
import { loseCard } from './lose-card.ts';
import { demandOrder } from './take-up-order.ts';
import { viewDelivery } from './view-delivery.ts';

export const reportLost = handle(delivery, 'reportLost', async (ctx, { dossier, reason }) => {
  const { card } = await demandOrder(ctx, dossier);
  return ctx.answer(async (work) => {
    await loseCard(work, card, reason);
    return viewDelivery(work, dossier);
  });
});
