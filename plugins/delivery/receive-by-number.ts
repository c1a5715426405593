import { handle } from '#services/kernel/plugin.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { cards } from './delivery.store.ts';
import { receive } from './receive-card.ts';

/**
 * Whoever opens the envelopes has a card and no dossier. Numbers lie sealed, so those of the cards that are under way are opened and compared:
 * some hundreds at most.
 */
export const receiveByNumber = handle(delivery, 'receiveByNumber', async (ctx, { cardNumber }) => {
  const underWay = await ctx.store.find(cards, { endedAt: null, activatedAt: null });
  const card = underWay.find(({ personal }) => personal.cardNumber === cardNumber);
  if (!card) throw deliveryFailures['card-not-expected']();
  if (card.arrivedAt !== null) throw deliveryFailures['already-received']();
  return receive(ctx, { dossier: card.dossier, cardNumber });
});
