import { z } from 'zod';
import { restPlace } from '#connectors/rest-kit/rest-place.ts';
import { secretReference } from '#services/kernel/secret.ts';

/** How the CRM proves itself when it tells us something: a user name and a password, over TLS. */
export const senderCredentials = z.strictObject({ user: z.string().regex(/^[^:\s]{1,64}$/, 'a user name has no colon and no space').describe('User name.'), password: secretReference.describe('Its password.') });

/** How a municipality reaches its CRM. */
export const crmSettings = z.strictObject({ ...restPlace, complaints: senderCredentials.optional().describe('How the CRM proves itself when it tells of complaints. Without this it tells of none.') });
export type CrmSettings = z.output<typeof crmSettings>;
