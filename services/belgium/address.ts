import { z } from 'zod';

export const postcodeSchema = z.string().regex(/^[1-9]\d{3}$/, 'a Belgian postcode has 4 digits');

/** A home address in Belgium. */
export const addressSchema = z.strictObject({
  street: z.string().min(1).max(100),
  houseNumber: z.string().min(1).max(12),
  box: z.string().max(12).optional(),
  postcode: postcodeSchema,
  city: z.string().min(1).max(60),
});
export type Address = z.output<typeof addressSchema>;
