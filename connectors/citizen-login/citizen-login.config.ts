import { z } from 'zod';

/** How a municipality sets this connector up: the sandbox needs nothing. */
export const citizenLoginConfig = z.strictObject({
  returnUrls: z.array(z.url()).optional().describe('Sandbox: the return addresses that were agreed. Left out: any is.'),
});
