import type { Work } from '#services/kernel/context.ts';
import { laneOf } from './end-payment.ts';
import type { payment as contract } from './payment.contract.ts';
import { feeFailures } from './payment.failures.ts';
import { payments, type Payment } from './payment.store.ts';

/** The whole amount of a paid payment goes back the way it came. */
export async function giveBack(work: Work<typeof contract>, payment: Payment, reason: string): Promise<void> {
  const { id, dossier, externalId, reference, amount } = payment;
  if (await work.update(payments, { id, state: 'paid' }, { state: 'refunding', refundReason: reason }) === 0) throw feeFailures['changed-meanwhile']();
  await work.dispatch('payment.refund', { paymentId: externalId, reference, amount }, { lane: laneOf(payment), dossier, about: { payment: id } });
}
