import { z } from 'zod';

/** How a municipality sets this connector up. */
export const eidToolConfig = z.strictObject({
  pageSize: z.int().min(1).max(1000).default(100).describe('Sandbox: expiring cards and renewals at the counter per page.'),
});
export type EidToolConfig = z.output<typeof eidToolConfig>;
