import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { askOrder, type Ordered } from './ask-order.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { cards, deliveries } from './delivery.store.ts';
import { standingOf, type Standing } from './load-standing.ts';

/** A card was ordered: from now on its delivery is ours. Listens to `biometrics.ordered`. */
export async function takeUpOrder(ctx: CommandCtx<typeof delivery>, { dossier, order }: EventPayload<'biometrics.ordered'>): Promise<void> {
  const ordered = await ctx.call('biometrics.orderedCard', { dossier });
  // An older order than the one in force needs nothing any more.
  if (ordered.order !== order) return;
  await ctx.work((work) => note(work, dossier, ordered));
}

/**
 * The order in force, taken up at once when the deliverer is faster than the event.
 * @throws delivery.no-order, delivery.card-gone
 */
export async function demandOrder(ctx: CommandCtx<typeof delivery>, dossier: string): Promise<Standing & { delivery: NonNullable<Standing['delivery']>; card: NonNullable<Standing['card']> }> {
  const before = await standingOf(ctx.store, dossier);
  if (isInForce(before)) return before;
  const ordered = await askOrder(ctx, dossier);
  await ctx.work((work) => note(work, dossier, ordered));
  const after = await standingOf(ctx.store, dossier);
  if (!isInForce(after)) throw deliveryFailures['card-gone']();
  return after;
}

function isInForce(standing: Standing): standing is Standing & { delivery: NonNullable<Standing['delivery']>; card: NonNullable<Standing['card']> } {
  return standing.delivery !== undefined && standing.card !== undefined && standing.card.endedAt === null;
}

async function note(work: Work<typeof delivery>, dossier: string, { order, cardNumber, expectedOn }: Ordered): Promise<void> {
  if (!await work.insertIfNew(cards, { order, dossier, status: 'ordered', expectedOn, personal: { cardNumber } })) return;
  const fresh = { dossier, order, attempts: 0, bpostAsked: false };
  if (await work.insertIfNew(deliveries, fresh)) return;
  // Ordered again after a loss: everything about the former card is over.
  await work.update(deliveries, { dossier }, { order, by: null, because: null, start: null, end: null, attempts: 0 });
}
