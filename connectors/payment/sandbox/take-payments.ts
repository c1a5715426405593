import { randomBytes } from 'node:crypto';
import { paymentFailures } from '../payment.port.ts';
import { standingOf, type OnlinePayment, type PaymentOperations, type PaymentWorld } from './payment-world.ts';

const minute = 60_000;

export function paymentsBy(world: PaymentWorld): Pick<PaymentOperations, 'start' | 'status' | 'cancel'> {
  const { payments, paymentsOf, now, config } = world;
  return {
    start: {
      act: ({ reference, amount, method, language, expiresAt: asked }) => {
        const expiresAt = Math.min(asked, now() + config.onlineMinutes * minute);
        if (expiresAt <= now()) throw paymentFailures.refused();
        const paymentId = randomBytes(12).toString('hex');
        const checkoutUrl = `https://pay.sandbox.invalid/checkout/${paymentId}?lang=${language}`;
        payments.put(paymentId, { reference, amount, method, checkoutUrl, expiresAt, status: 'open', at: now(), refunded: 0 });
        paymentsOf.put(reference, [...paymentsOf.get(reference) ?? [], paymentId]);
        return { paymentId, checkoutUrl, expiresAt };
      },
      look: ({ reference }) => {
        const paymentId = chosenOf(world, paymentsOf.get(reference) ?? []);
        const found = paymentId === undefined ? undefined : payments.get(paymentId);
        return found && paymentId !== undefined ? { paymentId, checkoutUrl: found.checkoutUrl, expiresAt: found.expiresAt } : undefined;
      },
    },
    status: { act: ({ paymentId }) => standingOf(demandPayment(world, paymentId), now()) },
    cancel: {
      act: ({ paymentId }) => {
        if (demandPayment(world, paymentId).status !== 'cancelled') end(world, paymentId, 'cancelled');
        return {};
      },
    },
  };
}

/** Of several payments with one reference: the one that was paid, else the first. */
function chosenOf({ payments }: PaymentWorld, ids: readonly string[]): string | undefined {
  return ids.find((id) => payments.get(id)?.status === 'paid') ?? ids[0];
}

/** @throws payment.unknown-payment */
export function demandPayment({ payments }: PaymentWorld, paymentId: string): OnlinePayment {
  const found = payments.get(paymentId);
  if (!found) throw paymentFailures['unknown-payment']();
  return found;
}

/** Ends an open payment. @throws payment.not-open */
export function end(world: PaymentWorld, paymentId: string, status: 'paid' | 'failed' | 'cancelled'): void {
  const found = demandPayment(world, paymentId);
  if (standingOf(found, world.now()).status !== 'open') throw paymentFailures['not-open']();
  world.payments.put(paymentId, { ...found, status, at: world.now() });
}
