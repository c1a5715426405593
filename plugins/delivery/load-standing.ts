import type { Ctx } from '#services/kernel/context.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { history, type Dossier } from '#services/journey/dossier.store.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { askOrder } from './ask-order.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, handovers, type Card, type Delivery, type Handover } from './delivery.store.ts';
import { cardHolder, type CardHolder } from './where-is-the-card.ts';

/** Everything that is known of one delivery. */
export interface Standing {
  readonly dossier: Dossier;
  readonly delivery: Delivery | undefined;
  readonly card: Card | undefined;
  /** The latest visit of the deliverer. */
  readonly handover: Handover | undefined;
  readonly holder: CardHolder;
}

/** @throws journey.unknown-dossier */
export async function standingOf(reader: Reader, id: string): Promise<Standing> {
  const dossier = await dossierOf(reader, id);
  const planned = await reader.first(deliveries, { dossier: id });
  const card = planned && await reader.first(cards, { order: planned.order });
  const [handover] = await reader.find(handovers, { dossier: id }, { by: [['number', 'desc']], limit: 1 });
  const lines = await reader.find(history, { dossier: id }, { by: [['sequence', 'asc']] });
  return { dossier, delivery: planned, card, handover, holder: cardHolder(lines) };
}

/** When the card can be there, also in the moment between the order and our own note of it. */
export async function expectedCard(ctx: Ctx<typeof delivery>, { dossier, card }: Standing): Promise<Pick<Card, 'expectedOn' | 'arrivedAt'>> {
  if (card && dossier.state !== 'card-lost' && card.endedAt === null) return card;
  const { expectedOn } = await askOrder(ctx, dossier.id);
  return { expectedOn, arrivedAt: null };
}
