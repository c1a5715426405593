import type { z } from 'zod';
import type { SandboxMaking, SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import type { Documents } from '#connectors/sandbox-kit/sandbox-file.ts';
import type { SandboxEnv } from '#services/kernel/connector.ts';
import type { payment, paymentMethod, paymentStatus } from '../payment.port.ts';
import type { PaymentConfig } from '../payment.config.ts';

export type PaymentOperations = SandboxMaking<typeof payment>['operations'];
type Status = z.output<typeof paymentStatus>;

export interface OnlinePayment {
  readonly reference: string; readonly amount: number; readonly method: z.output<typeof paymentMethod>; readonly checkoutUrl: string; readonly expiresAt: number;
  /** As it was last written down: an open one expires by the clock (see `standingOf`). */
  readonly status: Exclude<Status, 'expired'>; readonly at: number; readonly refunded: number;
}
export interface Transfer { readonly communication: string; readonly amount: number; readonly expiresAt: number; readonly credited: number; readonly refunded: number }
export interface Refund { readonly paymentId: string | null; readonly reference: string; readonly amount: number; readonly at: number }

/** All that this payment system knows, in its file. */
export interface PaymentWorld {
  readonly config: PaymentConfig;
  readonly now: () => number;
  readonly payments: Documents<OnlinePayment>;
  /** Our reference to the payments that were started with it: more than one when it was asked more than once. */
  readonly paymentsOf: Documents<readonly string[]>;
  /** By our reference, and the reference by structured communication. */
  readonly transfers: Documents<Transfer>;
  readonly transferOf: Documents<string>;
  readonly refunds: Documents<Refund>;
}

export function paymentWorld({ file, now }: SandboxMeans, { config }: SandboxEnv<PaymentConfig>): PaymentWorld {
  return {
    config, now, payments: file.documents('payment'), paymentsOf: file.documents('payments-of-reference'),
    transfers: file.documents('transfer'), transferOf: file.documents('transfer-of-communication'), refunds: file.documents('refund'),
  };
}

/** How a payment stands now: what stayed open too long has expired, at the moment it did. */
export function standingOf({ status, at, expiresAt }: OnlinePayment, now: number): { status: Status; at: number } {
  return status === 'open' && now >= expiresAt ? { status: 'expired', at: expiresAt } : { status, at };
}
