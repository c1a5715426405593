import type { z } from 'zod';
import type { paymentStatus } from '#connectors/payment/payment.port.ts';
import { live, received, type PaymentState } from './payment.store.ts';

export type ReportedStatus = z.output<typeof paymentStatus>;

/**
 * What the payment system's word means for a payment, or nothing. News is repeated and comes in any order: money that was received
 * stays received, an ended payment is never open again, but money may come in after we gave up.
 */
export function nextState(now: PaymentState, reported: ReportedStatus): 'paid' | 'failed' | 'cancelled' | 'expired' | undefined {
  if (received.includes(now) || reported === 'open') return undefined;
  if (reported === 'paid') return 'paid';
  return live.includes(now) ? reported : undefined;
}
