import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';
import { receiptCredentials } from '../inbound/receipt-credentials.ts';

/** The contact centre that telephones citizens for the municipality. */
export const contactCentreSettings = z.strictObject({
  ...restPlace,
  outcomes: receiptCredentials.describe('How the contact centre proves itself when it tells how a call ended. Without this nobody would ever know.'),
});
export type ContactCentreSettings = z.output<typeof contactCentreSettings>;
