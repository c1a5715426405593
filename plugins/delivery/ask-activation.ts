import type { Dispatched, Work } from '#services/kernel/context.ts';
import type { Outcome } from '#services/kernel/plugin.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { cards, deliveries, handovers, type Handover } from './delivery.store.ts';
import { dropWorthless } from './register-code.ts';

type DeliveryWork = Work<typeof delivery>;

/**
 * Asks BiZa for the script of this one card, which sets the code that was chosen: BiZa gets it as ciphertext. Each question has a lane of its own: a refusal at the door waits for a person, and must not
 * keep the deliverer from asking again.
 */
export async function openActivation(work: DeliveryWork, { id, dossier, activation, codeSealed, device, reference }: Handover): Promise<Dispatched<unknown>> {
  const planned = await work.first(deliveries, { dossier });
  const card = planned && await work.first(cards, { order: planned.order });
  if (!card) throw deliveryFailures['no-order']();
  // Two taps on the button: the first one asks.
  if (await work.update(handovers, { id, activation }, { activation: 'opening', script: null }) === 0) throw deliveryFailures['activation-under-way']();
  const asked = await work.dispatch('biza.openActivation', { dossier, cardNumber: card.personal.cardNumber, sealed: codeSealed, official: reference, device }, {
    lane: `activation:${work.newId()}`, dossier, about: { handover: id },
  });
  await work.update(handovers, { id }, { effect: asked.effect });
  return asked;
}

export const activationOpened: Outcome<typeof delivery, 'biza.openActivation'> = {
  done: async (work, { effect, input: { sealed }, output, about }) => {
    const script = { activation: output.activation, chip: output.chip, commands: output.script };
    const open = { id: String(about['handover']), endedAt: null, activation: { in: ['opening', 'relaying', 'failed'] } } as const;
    // Also an older question that a person had asked again: at BiZa the activation that was opened last is the one in force. After the visit it opens nothing,
    // nor does a script that would set a code which was replaced since.
    await work.update(handovers, { ...open, codeSealed: sealed }, { activation: 'relaying', relayedAt: null, effect, script });
  },
  failed: async (work, { effect, input, failure }) => {
    await dropWorthless(work, input, failure.type);
    await work.update(handovers, { effect, activation: 'opening' }, { activation: 'failed' });
  },
};

/**
 * Gives the card's answers to BiZa; once, whoever brings them first. When the card refused a command (it is another card, or broken) there is
 * nothing to confirm, and the script is asked anew.
 */
export async function confirmActivation(work: DeliveryWork, id: string, responses: readonly string[]): Promise<Dispatched<unknown> | undefined> {
  const handover = await work.first(handovers, { id });
  if (!handover) return undefined;
  const { dossier, effect, script, codeSealed } = handover;
  const asked = effect === null ? undefined : { effect };
  // The event of the device was faster: it is confirmed, or more than that.
  if (!script || handover.endedAt !== null) return asked;
  if (isRefused(responses)) {
    await work.update(handovers, { id, activation: 'relaying' }, { activation: 'failed', relayedAt: null, script: null });
    return undefined;
  }
  // Also after a run that the device called failed, when a person had it done again. What was given to BiZa once is not given twice: the script is gone.
  if (await work.update(handovers, { id, activation: { in: ['relaying', 'failed'] } }, { activation: 'confirming', script: null }) === 0) return asked;
  const confirming = await work.dispatch('biza.confirmActivation', { dossier, activation: script.activation, responses: [...responses] }, {
    lane: `activation:${work.newId()}`, dossier, about: { handover: id, code: codeSealed },
  });
  await work.update(handovers, { id }, { effect: confirming.effect });
  return confirming;
}

/** Status words of a card that did what it was told (ISO/IEC 7816-4): done, or done with more to read. */
export function isRefused(responses: readonly string[]): boolean {
  return responses.length === 0 || responses.some((response) => !/(?:9000|61[0-9A-F]{2})$/.test(response));
}
