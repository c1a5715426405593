import { z } from 'zod';

const receiptNumber = z.string().min(1).max(1_000);

/**
 * What a gateway or a print shop tells about a message, [GAP] ours, version 1: JSON, POST …/sms-receipts or …/letter-receipts, Basic over TLS. It is told again
 * under the same `receiptId` until it is answered with 200; it may come late and out of order.
 */
export const receipt = z.strictObject({
  receiptId: receiptNumber.describe('Of the sender: the same one is taken in once.'),
  messageId: z.string().min(1).max(100).describe('What was answered when the message was sent; of a letter, its reference.'),
  status: z.enum(['delivered', 'failed']),
  reason: z.string().max(80).nullable().describe('A code or a few words; no name, no number.'),
  at: z.iso.datetime({ offset: true }),
});
/** All that it takes to keep a receipt that says something else than was agreed. */
export const anyReceipt = z.looseObject({ receiptId: receiptNumber });
export const receiptsVersion = '1.0';
