import type { Work } from '#services/kernel/context.ts';
import type { Outcome } from '#services/kernel/plugin.ts';
import { allows, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, handovers, type Handover } from './delivery.store.ts';
import { registerCode } from './register-code.ts';

type DeliveryWork = Work<typeof delivery>;

/** The card is active and has the chosen code, which goes to BiZa; the old card is annulled. The deliverer may leave from here on. */
async function completeActivation(work: DeliveryWork, handover: Handover, codeSealed: string, activatedAt: number): Promise<void> {
  const { id, dossier, holder, reference } = handover;
  const found = await dossierOf(work, dossier);
  const wasActive = found.state === 'activated';
  if (!wasActive && !allows(found, 'activate')) return;
  if (!wasActive) await moveDossier(work, dossier, 'activate', { occurredAt: Math.min(activatedAt, work.at) });
  await work.update(handovers, { id }, { activation: 'active', script: null, endedAt: work.at });
  await registerCode(work, handover, codeSealed);
  if (wasActive) return;
  await work.dispatch('biza.annulCard', { dossier, cardNumber: found.personal.cardNumber, reason: 'replaced' }, { lane: dossier, dossier });
  await work.emit('activated', { dossier, by: { holder, reference } });
}

export const activationConfirmed: Outcome<typeof delivery, 'biza.confirmActivation'> = {
  done: async (work, { input: { dossier }, output, about }) => {
    const planned = await work.first(deliveries, { dossier });
    const card = planned && await work.first(cards, { order: planned.order });
    if (!card) return;
    const activatedAt = card.activatedAt ?? output.activatedAt;
    await work.update(cards, { order: card.order }, { status: 'activated', activatedAt });
    const [handover] = await work.find(handovers, { dossier }, { by: [['number', 'desc']], limit: 1 });
    // After a failed attempt the code was destroyed, and another one may have been chosen since: then the card gets that one, by a script of its own.
    if (handover?.id !== about['handover'] || handover?.endedAt !== null || handover.codeSealed === null) return;
    if (handover.codeSealed === about['code']) await completeActivation(work, handover, handover.codeSealed, activatedAt);
  },
  failed: async (work, { effect }) => { await work.update(handovers, { effect, activation: 'confirming' }, { activation: 'failed' }); },
};
