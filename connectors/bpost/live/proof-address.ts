import { addressSchema, type Address } from '#services/belgium/address.ts';
import type { Exchange } from './ask-bpost.ts';

export interface Proofed { readonly deliverable: boolean; readonly suggestion: Address | null }
export type ProofAddress = (address: Address, exchange: Exchange) => Promise<Proofed>;

/** What bpost says of an address, in either flavour. Each part that it leaves out is undefined. */
export interface Validated {
  readonly severities: readonly string[];
  readonly addresses: readonly { readonly street: string | undefined; readonly number: string | undefined; readonly box: string | undefined; readonly postcode: string | undefined; readonly city: string | undefined }[];
}

/**
 * An address that was validated is one that was looked at, not one that is right: an error says that it is not, a warning that bpost would write it
 * otherwise. bpost writes in capitals; what differs in nothing else stays as it was written.
 */
export function judge(asked: Address, { severities, addresses: [best] }: Validated): Proofed {
  const deliverable = best !== undefined && !severities.includes('error');
  if (!best) return { deliverable, suggestion: null };
  const suggested = addressSchema.safeParse({
    street: written(asked.street, best.street), houseNumber: written(asked.houseNumber, best.number), postcode: best.postcode ?? asked.postcode, city: written(asked.city, best.city),
    // A box that bpost does not repeat is one that it does not look at.
    ...(asked.box !== undefined && { box: written(asked.box, best.box) }),
  });
  return { deliverable, suggestion: suggested.success && !isSame(asked, suggested.data) ? suggested.data : null };
}

const written = (ours: string, theirs: string | undefined): string => (theirs === undefined || theirs === '' || plain(theirs) === plain(ours) ? ours : theirs);
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replace(/\s+/g, ' ').trim();
const isSame = (one: Address, other: Address): boolean => (['street', 'houseNumber', 'box', 'postcode', 'city'] as const).every((part) => one[part] === other[part]);
