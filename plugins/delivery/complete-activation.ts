import type { Dispatched, Work } from '#services/kernel/context.ts';
import type { Outcome } from '#services/kernel/plugin.ts';
import { allows, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, handovers, type Card, type Handover } from './delivery.store.ts';
import { registerCode } from './register-code.ts';

type DeliveryWork = Work<typeof delivery>;

/** The card is active: the chosen code goes to BiZa, and the old card is annulled. The deliverer may leave from here on. */
export async function completeActivation(work: DeliveryWork, handover: Handover, card: Card): Promise<Dispatched<unknown> | undefined> {
  const { id, dossier, holder, reference, codeSealed } = handover;
  const found = await dossierOf(work, dossier);
  if (codeSealed === null || !allows(found, 'activate')) return undefined;
  await moveDossier(work, dossier, 'activate', card.activatedAt === null ? {} : { occurredAt: Math.min(card.activatedAt, work.at) });
  await work.update(handovers, { id }, { activation: 'active', script: null, endedAt: work.at });
  const registering = await registerCode(work, handover, codeSealed);
  await work.dispatch('biza.annulCard', { dossier, cardNumber: found.personal.cardNumber, reason: 'replaced' }, { lane: dossier, dossier });
  await work.emit('activated', { dossier, by: { holder, reference } });
  return registering;
}

export const activationConfirmed: Outcome<typeof delivery, 'biza.confirmActivation'> = {
  done: async (work, { input: { dossier }, output, about }) => {
    const planned = await work.first(deliveries, { dossier });
    const card = planned && await work.first(cards, { order: planned.order });
    if (!card) return;
    const activatedAt = card.activatedAt ?? output.activatedAt;
    await work.update(cards, { order: card.order }, { status: 'activated', activatedAt });
    const [handover] = await work.find(handovers, { dossier }, { by: [['number', 'desc']], limit: 1 });
    // After a failed attempt the code was destroyed: the next visit completes it with a new one.
    if (handover?.id === about['handover'] && handover?.endedAt === null) await completeActivation(work, handover, { ...card, activatedAt });
  },
  failed: async (work, { effect }) => { await work.update(handovers, { effect, activation: 'confirming' }, { activation: 'failed' }); },
};
