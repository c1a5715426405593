import { z } from 'zod';
import { defineConnector } from '#services/kernel/connector.ts';
import { biza } from './biza.port.ts';
import { openBiza } from './sandbox/open-biza.ts';

export const bizaConfig = z.strictObject({
  normalDays: z.int().min(0).max(60).default(18).describe('Sandbox: days from order to arrival of a card by the normal procedure.'),
  urgentDays: z.int().min(0).max(60).default(3).describe('Sandbox: the same by the urgent procedure.'),
});
export type BizaConfig = z.output<typeof bizaConfig>;

export const bizaConnector = defineConnector(biza, {
  title: 'FOD Binnenlandse Zaken: persons, authorisations, fingerprints, orders and activation of eIDs',
  config: bizaConfig,
  sandbox: (env) => openBiza(env),
});
