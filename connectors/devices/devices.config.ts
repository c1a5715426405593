import { z } from 'zod';

/** How a municipality sets this connector up. */
export const devicesConfig = z.strictObject({
  waitSeconds: z.int().min(5).max(3600).default(60).describe('Sandbox: how long a device waits for the citizen before it is free again, business time.'),
});
export type DevicesConfig = z.output<typeof devicesConfig>;
