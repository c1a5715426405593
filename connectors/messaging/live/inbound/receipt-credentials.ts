import { z } from 'zod';
import { secretReference } from '#services/kernel/secret.ts';

/** A user name and a password, over TLS: how a system that tells us something proves itself. */
export const receiptCredentials = z.strictObject({ user: z.string().regex(/^[^:\s]{1,64}$/, 'a user name has no colon and no space').describe('User name.'), password: secretReference.describe('Its password.') });
export type ReceiptCredentials = z.output<typeof receiptCredentials>;
