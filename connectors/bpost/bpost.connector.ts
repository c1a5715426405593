import { z } from 'zod';
import { postcodeSchema } from '#services/belgium/address.ts';
import { defineConnector } from '#services/kernel/connector.ts';
import { bpost } from './bpost.port.ts';
import { openBpost } from './sandbox/open-bpost.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time is written HH:MM');

export const bpostConfig = z.strictObject({
  leadDays: z.int().min(0).max(30).default(1).describe('Sandbox: days between an announcement and the first moment offered.'),
  slots: z.array(z.strictObject({ from: time, until: time })).min(1).default([
    { from: '09:00', until: '12:00' }, { from: '13:00', until: '17:00' }, { from: '17:00', until: '20:00' },
  ]).describe('Sandbox: the time slots of a working day (AM, PM and evening of Shipping Manager).'),
  notServed: z.array(postcodeSchema).default([]).describe('Sandbox: postcodes where no moments are offered.'),
});
export type BpostConfig = z.output<typeof bpostConfig>;

export const bpostConnector = defineConnector(bpost, {
  title: 'bpost: moments, delivery orders and messages of certified employees',
  config: bpostConfig,
  sandbox: (env) => openBpost(env),
});
