import { z } from 'zod';
import { addressSchema } from '#services/belgium/address.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

/** A moment at the door, epoch milliseconds UTC. */
export const moment = z.object({ start: z.int(), end: z.int() });

/** What a certified employee, or bpost's systems, tell us about one delivery. */
export const deliveryEvent = z.enum([
  'pre-announced', 'card-received', 'attempt-failed', 'hand-over-blocked', 'handed-over', 'moment-changed', 'returned', 'cancelled', 'lost',
]);
/** Why an attempt failed. Any other reason is somebody's own words. */
export const deliveryReasons = ['not-home', 'identity-doubtful', 'address-unknown'] as const;
export const deliveryMessage = z.object({
  /** Our reference of the delivery. */
  reference: z.string().max(100),
  event: deliveryEvent,
  at: z.int().describe('When it happened, epoch milliseconds UTC.'),
  /** Rises by one with each message of a delivery: they may arrive late, twice and out of order. */
  sequence: z.int().min(1),
  employee: z.string().max(50).nullable(),
  /** One of `deliveryReasons`. */
  reason: z.string().max(80).nullable(),
  moment: moment.nullable(),
});

/** An employee as bpost tells it: letters and a number (`bp-1001`), so that no name and no national number fits. */
export const employeeReference = z.string().regex(/^[A-Za-z]{1,10}-?\d{1,8}$/, 'letters and a number: bp-1001');
const certificationParts = z.object({
  employee: employeeReference,
  event: z.enum(['certified', 'withdrawn']),
  at: z.int().describe('When bpost decided it, epoch milliseconds UTC.'),
  /** Rises by one with each message about an employee: what a later one withdrew, no earlier one gives back. */
  sequence: z.int().min(1),
  validFrom: z.iso.date().nullable(),
  validUntil: z.iso.date().nullable(),
  /** Number of the certificate. */
  evidence: z.string().min(1).max(80).nullable(),
  training: z.string().min(1).max(80).nullable(),
});
const neededToCertify = ['validFrom', 'validUntil', 'evidence'] as const;
/** Who of bpost may handle cards, and from when on somebody may not any more. */
export const certificationMessage = certificationParts.check(({ value, issues }) => {
  if (value.event !== 'certified') return;
  for (const part of neededToCertify) if (value[part] === null) issues.push({ code: 'custom', message: 'is needed with certified', path: [part], input: value });
  if (value.validFrom !== null && value.validUntil !== null && value.validUntil < value.validFrom) issues.push({ code: 'custom', message: 'comes before the first day', path: ['validUntil'], input: value });
});

const done = z.object({});

/** Where a parcel is, as far as a scan of it says so. `other`: a scan that says none of these. */
export const parcelState = z.enum(['delivered', 'refused-by-receiver', 'not-home', 'wrong-address', 'ready-for-pickup', 'out-for-delivery', 'damaged', 'other']);
export const parcelScan = z.object({ state: parcelState, at: z.int().describe('Epoch milliseconds UTC.'), code: z.string().max(20).describe('As bpost writes it.') });

/** bpost (S5). The inbound delivery messages have no public contract: ours is a versioned assumption (see README). */
export const bpost = definePort('bpost', {
  /** Moments that bpost offers in a region, from a day on. */
  moments: { idempotency: 'read', input: z.object({ postcode: z.string(), from: z.iso.date(), until: z.iso.date() }), output: z.object({ moments: z.array(moment) }) },
  proofAddress: { idempotency: 'read', personal: true, input: z.object({ address: addressSchema }), output: z.object({ deliverable: z.boolean(), suggestion: addressSchema.nullable() }) },
  announceDelivery: {
    idempotency: 'keyed', personal: true,
    input: z.object({
      reference: z.string().max(100), receiver: z.object({ name: z.string().max(40), address: addressSchema, mobile: z.string().max(20).nullable(), email: z.string().max(50).nullable(), language: languageSchema }), moment,
    }),
    output: z.object({ orderReference: z.string(), barcode: z.string() }),
  },
  changeMoment: { idempotency: 'keyed', input: z.object({ reference: z.string(), moment }), output: done },
  /** The municipality has given the card to bpost's courier: custody passes. */
  handOverCustody: { idempotency: 'keyed', atDesk: ['try-again'], input: z.object({ reference: z.string(), at: z.int() }), output: done },
  cancelDelivery: { idempotency: 'keyed', atDesk: ['try-again'], input: z.object({ reference: z.string(), reason: z.string().max(80) }), output: done },
  /** The latest scan of a parcel, whatever order they come in. `known` is false when bpost has no such barcode. */
  track: { idempotency: 'read', input: z.object({ barcode: z.string().min(1).max(100) }), output: z.object({ known: z.boolean(), latest: parcelScan.nullable() }) },
  delivery: { idempotency: 'read', input: z.object({ reference: z.string() }), output: z.object({ messages: z.array(deliveryMessage.extend({ id: z.string() })) }) },
}, {
  delivery: { payload: deliveryMessage },
  certification: { payload: certificationMessage },
});

export const bpostFailures = failures('bpost', {
  unavailable: { status: 503, retry: 'safe', title: 'bpost does not answer.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'bpost did not answer in time; it may have acted.' },
  'untrusted-answer': { status: 502, retry: 'ambiguous', title: 'What came back from bpost is not what was agreed; it may have acted.' },
  // Transient: an expired password must hold effects back, not send each to the exception list.
  'credentials-refused': { status: 503, retry: 'safe', title: 'bpost does not take our credentials.' },
  'does-not-fit': { status: 422, retry: 'never', title: 'There is no room for this on a form of bpost.' },
  'address-unknown': { status: 422, retry: 'never', title: 'bpost cannot deliver to this address.' },
  'moment-not-offered': { status: 422, retry: 'never', title: 'bpost does not offer this moment.' },
  'unknown-delivery': { status: 422, retry: 'never', title: 'bpost does not know this delivery.' },
  refused: { status: 422, retry: 'never', title: 'bpost refused this.' },
});
