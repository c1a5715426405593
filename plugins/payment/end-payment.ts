import type { Work } from '#services/kernel/context.ts';
import { feeFailures } from './payment.failures.ts';
import type { payment as contract } from './payment.contract.ts';
import { payments, type Payment } from './payment.store.ts';

/** The payment system's own order of effects: what concerns one payment happens one after the other. */
export const laneOf = ({ id }: Pick<Payment, 'id'>) => `payment:${id}`;

/**
 * We stop waiting for a payment. Online it is withdrawn at the payment system too, in a lane of its own: it may have been paid in this
 * very second, and then a refund must not wait behind the refusal.
 */
export async function endPayment(work: Work<typeof contract>, payment: Payment, state: 'cancelled' | 'expired'): Promise<void> {
  const ended = await work.update(payments, { id: payment.id, state: payment.state }, { state, toVerify: payment.externalId !== null });
  if (ended === 0) throw feeFailures['changed-meanwhile']();
  // What is over by its own clock cannot be paid any more, and cannot be withdrawn either.
  if (payment.externalId !== null && payment.expiresAt > work.at) await withdrawOnline(work, payment, payment.externalId);
}

export async function withdrawOnline(work: Work<typeof contract>, { id, dossier }: Payment, paymentId: string): Promise<void> {
  await work.dispatch('payment.cancel', { paymentId }, { lane: `payment-cancel:${id}`, dossier, about: { payment: id } });
}
