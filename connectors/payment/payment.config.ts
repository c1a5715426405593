import { z } from 'zod';

/** How a municipality sets this connector up. */
export const paymentConfig = z.strictObject({
  iban: z.string().regex(/^BE\d{14}$/, 'a Belgian IBAN is BE and 14 digits').default('BE68539007547034').describe('Account on which transfers arrive.'),
  beneficiary: z.string().min(1).max(70).default('Gemeentebestuur').describe('Name of the account\'s holder.'),
  onlineMinutes: z.int().min(1).max(1440).default(60).describe('Sandbox: longest time that an online payment stays open, whatever was asked.'),
});
export type PaymentConfig = z.output<typeof paymentConfig>;
