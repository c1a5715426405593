import { randomUUID } from 'node:crypto';
import { structuredCommunicationSchema } from '#services/belgium/structured-communication.ts';
import { paymentFailures } from '../payment.port.ts';
import type { PaymentOperations, PaymentWorld } from './payment-world.ts';
import { demandPayment } from './take-payments.ts';

export function transfersBy(world: PaymentWorld): Pick<PaymentOperations, 'expectTransfer' | 'refund'> {
  const { transfers, transferOf, refunds, payments, now, config } = world;
  return {
    expectTransfer: {
      act: ({ reference, amount, communication, expiresAt }) => {
        // One structured communication names one transfer, or the bank's line could not be matched.
        const taken = transferOf.get(communication);
        if (taken !== undefined && taken !== reference) throw paymentFailures.refused();
        const before = transfers.get(reference);
        if (before && before.communication !== communication) throw paymentFailures.refused();
        transfers.put(reference, { credited: 0, refunded: 0, ...before, communication, amount, expiresAt });
        transferOf.put(communication, reference);
        return { iban: config.iban, beneficiary: config.beneficiary };
      },
    },
    refund: {
      act: ({ paymentId, reference, amount }) => {
        if (paymentId === null) refundTransfer(reference, amount);
        else refundOnline(paymentId, reference, amount);
        const refundId = randomUUID();
        refunds.put(refundId, { paymentId, reference, amount, at: now() });
        return { refundId };
      },
    },
  };

  /** Never more goes back than came in. */
  function refundOnline(paymentId: string, reference: string, amount: number): void {
    const paid = demandPayment(world, paymentId);
    if (paid.reference !== reference || paid.status !== 'paid' || paid.refunded + amount > paid.amount) throw paymentFailures.refused();
    payments.put(paymentId, { ...paid, refunded: paid.refunded + amount });
  }
  function refundTransfer(reference: string, amount: number): void {
    const transfer = transfers.get(reference);
    if (!transfer) throw paymentFailures['unknown-payment']();
    if (transfer.refunded + amount > transfer.credited) throw paymentFailures.refused();
    transfers.put(reference, { ...transfer, refunded: transfer.refunded + amount });
  }
}

/** Money came in: remembered with the transfer that it names, if it names one. Citizens type what they like. */
export function book({ transfers, transferOf }: PaymentWorld, communication: string, amount: number): void {
  const printed = structuredCommunicationSchema.safeParse(communication.trim()).data;
  const reference = printed && transferOf.get(printed);
  const transfer = reference === undefined ? undefined : transfers.get(reference);
  if (transfer && reference !== undefined) transfers.put(reference, { ...transfer, credited: transfer.credited + amount });
}
