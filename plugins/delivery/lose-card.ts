import type { Work } from '#services/kernel/context.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, type Card } from './delivery.store.ts';

/** The card is gone: annulled at BiZa, its moment lapses, the citizen is told, and an official orders it again (biometrics). */
export async function loseCard(work: Work<typeof delivery>, { order, dossier, personal }: Card, reason: string): Promise<void> {
  await moveDossier(work, dossier, 'lose-card', { reason });
  await work.update(cards, { order }, { status: 'lost', endedAt: work.at });
  await work.update(deliveries, { dossier }, { start: null, end: null });
  await work.dispatch('biza.annulCard', { dossier, cardNumber: personal.cardNumber, reason: 'lost-in-post' }, { lane: dossier, dossier, about: { order } });
  await work.emit('cardLost', { dossier });
}
