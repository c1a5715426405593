import { z } from 'zod';
import { postcodeSchema } from '#services/belgium/address.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written HH:MM');

/** How a municipality sets this connector up. */
export const bpostConfig = z.strictObject({
  leadDays: z.int().min(0).max(30).default(1).describe('Sandbox: days between an announcement and the first moment offered.'),
  slots: z.array(z.strictObject({ from: time.describe('HH:MM'), until: time.describe('HH:MM') })).min(1).default([
    { from: '09:00', until: '12:00' }, { from: '13:00', until: '17:00' }, { from: '17:00', until: '20:00' },
  ]).describe('Sandbox: the time slots of a working day (AM, PM and evening of Shipping Manager).'),
  notServed: z.array(postcodeSchema).default([]).describe('Sandbox: postcodes where no moments are offered.'),
});
export type BpostConfig = z.output<typeof bpostConfig>;
