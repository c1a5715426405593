import type { Work } from '#services/kernel/context.ts';
import { dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, type Card } from './delivery.store.ts';
import { hasEnded } from './has-ended.ts';

/**
 * The card is gone: annulled at BiZa, its moment lapses, the citizen is told, and an official orders it again (biometrics). Of a dossier
 * that has ended it is only annulled: nobody waits for it any more.
 */
export async function loseCard(work: Work<typeof delivery>, { order, dossier, activatedAt, personal }: Card, reason: string): Promise<void> {
  const ended = activatedAt === null && hasEnded(await dossierOf(work, dossier));
  if (!ended) await moveDossier(work, dossier, 'lose-card', { reason });
  await work.update(cards, { order }, { status: 'lost', endedAt: work.at });
  await work.update(deliveries, { dossier }, { start: null, end: null });
  await work.dispatch('biza.annulCard', { dossier, cardNumber: personal.cardNumber, reason: 'lost-in-post' }, { lane: dossier, dossier, about: { order } });
  if (!ended) await work.emit('cardLost', { dossier });
}
