import { z } from 'zod';
import { employeeReference } from '#connectors/bpost/bpost.port.ts';
import { postcodeSchema } from '#services/belgium/address.ts';
import { daySchema } from '#services/belgium/day.ts';

/** A reason as it is chosen: a code. */
const reason = z.string().regex(/^[a-z0-9-]{1,60}$/);
const words = (most: number) => z.string().trim().min(1).max(most);
export const capacitySchema = z.strictObject({ deliveries: z.int().min(1).max(10_000).describe('How many deliveries.'), per: z.enum(['day', 'week']).describe('In each day, or each week from Monday to Sunday.') });

/** What was agreed with bpost for a region. */
export const agreementInput = z.strictObject({
  reference: words(80).describe('What the agreement is called, to find it back.'),
  region: words(60).describe('What the agreement calls the region.'),
  postcodes: z.array(postcodeSchema).min(1).max(500).describe('Postcodes of the region.'),
  from: daySchema.describe('First day.'),
  until: daySchema.describe('Last day.'),
  leadDays: z.int().min(0).max(30).describe('Days between an order and the first moment.'),
  promisedDays: z.int().min(1).max(90).describe('Days that may lie between the request and the delivery, the wait for the card apart.'),
  capacity: capacitySchema.nullable().default(null).describe('How much bpost delivers at most; null where nothing was agreed.'),
}).refine(({ from, until }) => from <= until, { path: ['until'], message: 'the last day comes before the first' });

export const agreementView = z.object({
  agreement: z.uuid().nullable().describe('Null where the settings are the agreement.'),
  reference: z.string().nullable(), region: z.string(), postcodes: z.array(z.string()), from: daySchema, until: daySchema, leadDays: z.int(), promisedDays: z.int().nullable(),
  capacity: z.object({ deliveries: z.int(), per: z.enum(['day', 'week']) }).nullable(),
  standing: z.enum(['holds', 'to-come', 'over', 'withdrawn', 'superseded']).describe('`superseded`: a setting of which a recorded agreement has taken the place.'),
  withdrawnOn: daySchema.nullable(), withdrawnBecause: z.string().nullable(), recordedBy: z.string().nullable(),
  taken: z.array(z.object({ from: daySchema, deliveries: z.int() })).describe('Deliveries that stand in each day or week to come, by its first day; where a capacity was agreed.'),
  busy: z.int().describe('Deliveries to come that stand under it.'),
});
export const withdrawAgreementInput = z.strictObject({ agreement: z.uuid(), reason });

/** A certificate that bpost showed, with the training that went before. */
export const certificateInput = z.strictObject({
  employee: employeeReference.describe('Reference of the employee, as bpost tells it: letters and a number.'),
  training: words(80).describe('The training that was followed.'),
  trainedOn: daySchema.describe('Day on which the training ended.'),
  validFrom: daySchema.describe('First day of the certificate.'),
  validUntil: daySchema.describe('Last day of the certificate.'),
  evidence: words(80).describe('Number of the certificate, or where the evidence is kept.'),
}).refine(({ validFrom, validUntil }) => validFrom <= validUntil, { path: ['validUntil'], message: 'the last day comes before the first' })
  .refine(({ trainedOn, validFrom }) => trainedOn <= validFrom, { path: ['trainedOn'], message: 'the training ended after the certificate began' });
export const withdrawCertificatesInput = z.strictObject({ employee: z.string().max(50), reason });

export const certificateStanding = z.enum(['valid', 'ends-soon', 'to-come', 'ended', 'withdrawn']);
export const employeeView = z.object({
  employee: z.string(),
  standing: certificateStanding.describe('Of the certificate that counts: `ends-soon` within 60 days, with no other after it.'),
  validUntil: daySchema.nullable().describe('Last day on which he or she may hand cards over; null when not now.'),
  certificates: z.array(z.object({
    validFrom: daySchema, validUntil: daySchema, from: z.enum(['setting', 'official', 'bpost']), withdrawnAt: z.int().nullable(), recordedAt: z.int().nullable(), recordedBy: z.string().nullable(),
    training: z.string().nullable(), trainedOn: daySchema.nullable(), evidence: z.string().nullable(),
  })),
  withdrawals: z.array(z.object({ at: z.int(), by: z.string(), reason: z.string().nullable() })),
});

/** How long deliveries by bpost took, against what was promised. Days are calendar days. */
export const leadTimeLine = z.object({
  agreement: z.uuid().nullable(), reference: z.string().nullable(), region: z.string(), deliveries: z.int(), promisedDays: z.int().nullable(),
  total: z.object({ median: z.number(), longest: z.int() }).describe('From request to delivery.'),
  production: z.object({ median: z.number(), longest: z.int() }).describe('Of these, the wait for the card.'),
  own: z.object({ median: z.number(), longest: z.int() }).describe('The others: what the promise is about.'),
  withBpost: z.object({ median: z.number(), longest: z.int() }).describe('Of these, with bpost.'),
  late: z.int().nullable().describe('Deliveries that took longer than was promised then; null where nothing was.'),
  dailyMaximum: z.number().describe('Median over the days with deliveries of the longest total of each day (K8).'),
});
