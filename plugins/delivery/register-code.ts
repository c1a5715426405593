import type { Dispatched, Work } from '#services/kernel/context.ts';
import type { Outcome } from '#services/kernel/plugin.ts';
import { moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, handovers, type Handover } from './delivery.store.ts';

type DeliveryWork = Work<typeof delivery>;

/** Ciphertext that no repetition makes readable: the code is chosen again. */
const worthless: readonly string[] = ['biza.unreadable-envelope', 'vault.unknown', 'vault.expired'];

export async function dropWorthless(work: DeliveryWork, { dossier, sealed }: { readonly dossier: string; readonly sealed: string | null }, failure: string): Promise<void> {
  if (sealed === null || !worthless.includes(failure)) return;
  await work.destroySealed(sealed);
  await work.update(handovers, { dossier, codeSealed: sealed }, { code: 'failed', codeSealed: null });
}

/** Sends the code that the card has to BiZa, as a reference to ciphertext; a lane of its own, so that a worthless one does not hold up the next. */
export async function registerCode(work: DeliveryWork, { id, dossier }: Pick<Handover, 'id' | 'dossier'>, sealed: string): Promise<Dispatched<unknown> | undefined> {
  const planned = await work.first(deliveries, { dossier });
  const card = planned && await work.first(cards, { order: planned.order });
  if (!card) return undefined;
  const asked = await work.dispatch('biza.registerCode', { dossier, cardNumber: card.personal.cardNumber, sealed }, {
    lane: `code:${work.newId()}`, dossier, about: { handover: id },
  });
  await work.update(handovers, { id }, { effect: asked.effect });
  return asked;
}

/** Is an active card still without a code at BiZa, because the chosen one cannot be read there? Or is a visit under way that sees to it? */
export function needsNewCode(state: string, handover: Pick<Handover, 'code' | 'codeSealed' | 'endedAt'> | undefined): boolean {
  return state === 'activated' && handover !== undefined && (handover.endedAt === null || (handover.codeSealed === null && handover.code !== 'chosen'));
}

export const codeRegistered: Outcome<typeof delivery, 'biza.registerCode'> = {
  done: async (work, { input: { dossier, sealed } }) => {
    await work.destroySealed(sealed);
    await work.update(handovers, { dossier, codeSealed: sealed }, { codeSealed: null, code: 'chosen' });
    await moveIfAllowed(work, dossier, 'register-code');
  },
  failed: async (work, { input, failure }) => {
    await work.update(handovers, { dossier: input.dossier, codeSealed: input.sealed }, { code: 'failed' });
    await dropWorthless(work, input, failure.type);
  },
};
