import { z } from 'zod';
import { languageSchema } from '#services/belgium/language.ts';
import { structuredCommunicationSchema } from '#services/belgium/structured-communication.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

export const paymentMethod = z.enum(['bancontact', 'online-banking', 'transfer']);
export type PaymentMethod = z.output<typeof paymentMethod>;
/** Euro cents. */
export const cents = z.int().min(1).max(1_000_000);
/** How the payment stands with the payment system. The last four never change again, except `paid` by a refund. */
export const paymentStatus = z.enum(['open', 'paid', 'failed', 'cancelled', 'expired']);

/** The municipality's payment system (S3): online payments with a redirect, and bank transfers with a structured communication. */
export const payment = definePort('payment', {
  /** Creating has no idempotency key at the payment system: `reference` is ours and is searched before a repeat. */
  start: {
    idempotency: 'look-up',
    input: z.object({
      reference: z.string().min(1).max(35), amount: cents, method: paymentMethod.exclude(['transfer']), description: z.string().max(140),
      returnUrl: z.url(), language: languageSchema, expiresAt: z.int(),
    }),
    output: z.object({ paymentId: z.string(), checkoutUrl: z.url(), expiresAt: z.int() }),
  },
  /** A transfer is announced so that its structured communication is expected. */
  expectTransfer: {
    idempotency: 'keyed',
    input: z.object({ reference: z.string().max(35), amount: cents, communication: structuredCommunicationSchema, expiresAt: z.int() }),
    output: z.object({ iban: z.string(), beneficiary: z.string() }),
  },
  status: { idempotency: 'read', input: z.object({ paymentId: z.string() }), output: z.object({ status: paymentStatus, at: z.int() }) },
  /** An open payment is withdrawn; one that was withdrawn before stays so. Ended otherwise: `payment.not-open`. */
  cancel: { idempotency: 'keyed', input: z.object({ paymentId: z.string() }), output: z.object({}) },
  /** Money back, for an online payment by its id or for a transfer by its reference. */
  refund: { idempotency: 'keyed', input: z.object({ paymentId: z.string().nullable(), reference: z.string().max(35), amount: cents }), output: z.object({ refundId: z.string() }) },
}, {
  /** A hint that something changed: unordered, repeated. The status is asked for before it is believed. */
  statusChanged: { payload: z.object({ paymentId: z.string() }) },
  /** One line of a bank statement. */
  credited: {
    payload: z.object({ bankReference: z.string(), amount: z.int(), communication: z.string(), valueDate: z.iso.date() }),
  },
});

export const paymentFailures = failures('payment', {
  unavailable: { status: 503, retry: 'safe', title: 'The payment system does not answer.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The payment system did not answer in time; it may have acted.' },
  'unknown-payment': { status: 422, retry: 'never', title: 'The payment system does not know this payment.' },
  'not-open': { status: 422, retry: 'never', title: 'This payment has ended already.' },
  refused: { status: 422, retry: 'never', title: 'The payment system refused this.' },
  'credentials-refused': { status: 503, retry: 'safe', title: 'The payment system does not let us in.' },
  unreadable: { status: 502, retry: 'safe', title: 'The payment system answered something that nobody understands.' },
  unclear: { status: 502, retry: 'ambiguous', title: 'The payment system answered something that nobody understands; it may have acted.' },
  'cannot-tell': { status: 503, retry: 'safe', title: 'The payment system cannot tell for certain whether this payment was started.' },
  'no-provider': { status: 422, retry: 'never', title: 'The payment provider that this belongs to has no settings here any more: give them back, then do this again.' },
  'by-hand': { status: 422, retry: 'never', title: 'No system pays a transfer back here: let the treasurer do it, and say that it happened.' },
});
