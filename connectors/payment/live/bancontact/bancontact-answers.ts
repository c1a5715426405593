import { z } from 'zod';
import type { PaymentFailure } from '../payment-failure-table.ts';
import type { Standing } from '../online-provider.ts';

/** What the merchant API v3 answers, as far as we look at it. Fields that are new or of no concern here are left alone. */

export const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const link = z.object({ href: z.string() }).optional();
const links = z.object({ checkout: link, deeplink: link }).optional();

/** Every status in which a payment can be, and what it is in the words of the journey. */
const names = ['PENDING', 'IDENTIFIED', 'AUTHORIZED', 'PENDING_MERCHANT_ACKNOWLEDGEMENT', 'SUCCEEDED', 'FAILED', 'AUTHORIZATION_FAILED', 'CANCELLED', 'VOIDED', 'EXPIRED'] as const;
export const statuses = {
  PENDING: 'open', IDENTIFIED: 'open', AUTHORIZED: 'open', PENDING_MERCHANT_ACKNOWLEDGEMENT: 'open',
  SUCCEEDED: 'paid', FAILED: 'failed', AUTHORIZATION_FAILED: 'failed', CANCELLED: 'cancelled', VOIDED: 'cancelled', EXPIRED: 'expired',
} as const satisfies Readonly<Record<(typeof names)[number], Standing['status']>>;
const status = z.enum(names);

export const created = z.object({ paymentId: z.string().min(1).max(64), expiresAt: instant, _links: links });
/** The same moment has another name where a payment is read. */
export const details = z.object({
  paymentId: z.string().min(1).max(64), status, amount: z.int(), reference: z.string().optional(), createdAt: instant, expireAt: instant, succeededAt: instant.optional(), _links: links,
});
export type Details = z.output<typeof details>;
export const found = z.object({ totalPages: z.int(), totalElements: z.int(), details: z.array(details) });
export const refunded = z.object({ refundId: z.string().min(1).max(100) });

const refusal = z.object({ code: z.string() });
const byCode: ReadonlyMap<string, PaymentFailure> = new Map([
  ['PAYMENT_NOT_FOUND', 'unknown-payment'], ['PAYMENT_FOR_REFUND_NOT_FOUND', 'unknown-payment'], ['PAYMENT_NOT_PENDING', 'not-open'],
  ...['BODY_MISSING', 'FIELD_IS_REQUIRED', 'FIELD_IS_INVALID', 'BAD_REQUEST', 'UNABLE_TO_PAY_CREDITOR', 'INVALID_REFUND_AMOUNT', 'REFUND_NOT_ALLOWED', 'REFUND_NOT_POSSIBLE', 'REFUND_REQUEST_CONFLICT', 'CALLER_NOT_ALLOWED_TO_CANCEL']
    .map((code): [string, PaymentFailure] => [code, 'refused']),
  ...['UNAUTHORIZED', 'ACCESS_DENIED', 'MERCHANT_PROFILE_NOT_FOUND'].map((code): [string, PaymentFailure] => [code, 'credentials-refused']),
  ['TRY_AGAIN_LATER', 'unavailable'],
]);

/** Only what was refused is told by a code: TECHNICAL_ERROR comes with 500, and says nothing of what was done. */
export function statedByBancontact(httpStatus: number, body: unknown): PaymentFailure | undefined {
  const code = httpStatus >= 400 && httpStatus !== 500 ? refusal.safeParse(body).data?.code : undefined;
  return code === undefined ? undefined : byCode.get(code);
}
