import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { daySchema } from '#services/belgium/day.ts';
import type { Lever } from '#services/kernel/connector.ts';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { cents, paymentMethod, paymentStatus } from '../payment.port.ts';
import { standingOf, type PaymentWorld } from './payment-world.ts';
import { end } from './take-payments.ts';
import { book } from './take-transfers.ts';

const nothing = z.strictObject({});
const which = z.strictObject({ paymentId: z.string() });
const online = z.object({ paymentId: z.string(), reference: z.string(), amount: z.int(), method: paymentMethod, status: paymentStatus, expiresAt: z.int(), refunded: z.int() });
const transfer = z.object({ reference: z.string(), communication: z.string(), amount: z.int(), expiresAt: z.int(), credited: z.int(), refunded: z.int() });
const refund = z.object({ refundId: z.string(), paymentId: z.string().nullable(), reference: z.string(), amount: z.int(), at: z.int() });

export function paymentLevers(world: PaymentWorld, { file, lever, table, post, now }: SandboxMeans): Record<string, Lever> {
  const lines = file.documents<{ readonly amount: number }>('bank-line');
  const finish = (status: 'paid' | 'failed' | 'cancelled') => ({ paymentId }: z.output<typeof which>) => {
    end(world, paymentId, status);
    post('statusChanged', { paymentId });
    return {};
  };
  return {
    pay: lever('The citizen pays at the page behind the payment.', which, nothing, finish('paid')),
    fail: lever('The citizen\'s payment fails.', which, nothing, finish('failed')),
    cancel: lever('The citizen leaves the page without paying.', which, nothing, finish('cancelled')),
    credit: lever(
      'A transfer arrives on the account, with whatever communication and amount.',
      z.strictObject({ communication: z.string().max(140), amount: cents, valueDate: daySchema.optional(), bankReference: z.string().min(1).max(60).optional() }),
      z.object({ bankReference: z.string() }),
      ({ communication, amount, valueDate = dayOf(now()), bankReference: given }) => {
        const bankReference = given ?? `SBX-${String(lines.all().length + 1).padStart(8, '0')}`;
        // The same line of the same statement, told twice, is money once.
        if (!lines.get(bankReference)) book(world, communication, amount);
        lines.put(bankReference, { amount });
        post('credited', { bankReference, amount, communication, valueDate });
        return { bankReference };
      },
    ),
    payments: table('All online payments, oldest first.', z.object({ payments: z.array(online) }), () => ({
      payments: world.payments.all().map(({ id, document }) => ({ paymentId: id, ...document, status: standingOf(document, now()).status })),
    })),
    transfers: table('All transfers that are expected or came in, oldest first.', z.object({ transfers: z.array(transfer) }), () => ({
      transfers: world.transfers.all().map(({ id, document }) => ({ reference: id, ...document })),
    })),
    refunds: table('All refunds, oldest first.', z.object({ refunds: z.array(refund) }), () => ({
      refunds: world.refunds.all().map(({ id, document }) => ({ refundId: id, ...document })),
    })),
  };
}
