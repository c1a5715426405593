import { dayOf, timeOf } from '#services/belgium/brussels-time.ts';

/** Parts of a day in which Shipping Manager delivers. */
export const deliveryParts = ['AM', 'PM', 'PMPLUS'] as const;
export type DeliveryPart = (typeof deliveryParts)[number];

/** The part of the day that a moment begins in, and the day: all that Shipping Manager knows of a moment. */
export function partOf({ start }: { readonly start: number }): { readonly day: string; readonly part: DeliveryPart } {
  const time = timeOf(start);
  return { day: dayOf(start), part: time < '12:00' ? 'AM' : time < '17:00' ? 'PM' : 'PMPLUS' };
}
