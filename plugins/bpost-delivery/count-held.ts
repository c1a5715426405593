import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { messages } from './bpost-delivery.store.ts';
import { standingArrangements } from './list-deliveries.ts';

/** What was held about a card that has come home since asks for nobody any more. */
export const countHeld = handle(bpostDelivery, 'heldCount', async ({ store }) => {
  const references = (await standingArrangements(store)).map(({ reference }) => reference);
  return { messages: references.length === 0 ? 0 : await store.count(messages, { reference: { in: references }, held: { not: null } }) };
});
