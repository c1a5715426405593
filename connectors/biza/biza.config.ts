import { z } from 'zod';

/** How a municipality sets this connector up. */
export const bizaConfig = z.strictObject({
  normalDays: z.int().min(0).max(60).default(18).describe('Sandbox: days from order to arrival of a card by the normal procedure.'),
  urgentDays: z.int().min(0).max(60).default(3).describe('Sandbox: the same by the urgent procedure.'),
});
export type BizaConfig = z.output<typeof bizaConfig>;
