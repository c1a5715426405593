import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { history } from '#services/journey/dossier.store.ts';
import { allows, dossierOf } from '#services/journey/move-dossier.ts';
import type { Reader } from '#services/kernel/tables.ts';
import { handle } from '#services/kernel/plugin.ts';
import { delivery } from './delivery.contract.ts';
import { cards, deliveries, type Card } from './delivery.store.ts';
import { hasEnded } from './has-ended.ts';
import { liesSinceReceipt } from './where-is-the-card.ts';

/** Nobody opens so many envelopes in a morning; the first to be expected are listed. */
const mostListed = 200;

export const listExpectedCards = handle(delivery, 'expectedCards', async ({ store, now }) => {
  const today = dayOf(now());
  const toCome = { endedAt: null, activatedAt: null, arrivedAt: null } as const;
  const [expected, total, received] = await Promise.all([
    store.find(cards, toCome, { by: [['expectedOn', 'asc'], ['order', 'asc']], limit: mostListed }), store.count(cards, toCome),
    store.find(cards, { endedAt: null, activatedAt: null, arrivedAt: { gte: instantOf(today, '00:00') } }, { by: [['arrivedAt', 'desc']], limit: mostListed }),
  ]);
  return {
    expected: await Promise.all(expected.map((card) => expectedLine(store, card, today))), total,
    receivedToday: await Promise.all(received.map((card) => receivedLine(store, card))),
  };
});

async function expectedLine(store: Reader, card: Card, today: string) {
  const { dossier, by, start, ended } = await planOf(store, card);
  const [order] = await store.find(history, { dossier: card.dossier, move: 'order' }, { by: [['sequence', 'desc']], limit: 1 });
  return { dossier: dossier.id, orderedAt: order?.occurredAt ?? null, expectedOn: card.expectedOn, status: card.status, late: card.expectedOn < today, by, start, ended };
}

async function receivedLine(store: Reader, card: Card) {
  const [{ dossier, by, start, ended }, lines] = [await planOf(store, card), await store.find(history, { dossier: card.dossier }, { by: [['sequence', 'asc']] })];
  return { dossier: dossier.id, state: dossier.state, arrivedAt: card.arrivedAt ?? 0, by, start, claimBefore: card.claimBefore, mayTakeBack: ended || (allows(dossier, 'take-back-receipt') && liesSinceReceipt(lines)) };
}

async function planOf(store: Reader, { dossier: id, order }: Card) {
  const [dossier, planned] = [await dossierOf(store, id), await store.first(deliveries, { dossier: id, order })];
  return { dossier, by: planned?.by ?? dossier.deliverBy, start: planned?.start ?? null, ended: hasEnded(dossier) };
}
