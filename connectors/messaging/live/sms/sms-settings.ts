import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';
import { smsSender } from '../../wire/sms-gateway.ts';
import { receiptCredentials } from '../inbound/receipt-credentials.ts';

/** The SMS gateway of the municipality. */
export const smsSettings = z.strictObject({
  ...restPlace,
  sender: smsSender.describe('Whom a citizen sees as the sender: a number, or a registered name of at most 11 letters and digits.'),
  maxParts: z.int().min(1).max(10).default(4).describe('A text that takes more short messages than this is refused: each is paid for.'),
  receipts: receiptCredentials.optional().describe('How the gateway proves itself when it tells what became of a message; left out: it tells nothing.'),
});
export type SmsSettings = z.output<typeof smsSettings>;
