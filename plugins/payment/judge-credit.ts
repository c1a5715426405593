import { received, type CreditProblem, type Payment } from './payment.store.ts';

/** What is wrong with money on the account, given the payment that its communication belongs to; nothing when it pays it. */
export function problemOf(amount: number, payment: Pick<Payment, 'amount' | 'state'> | undefined): CreditProblem | null {
  if (!payment) return 'unknown-communication';
  if (received.includes(payment.state)) return 'already-paid';
  return amount === payment.amount ? null : 'wrong-amount';
}
