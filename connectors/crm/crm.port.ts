import { z } from 'zod';
import { addressSchema } from '#services/belgium/address.ts';
import { daySchema } from '#services/belgium/day.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { languageSchema } from '#services/belgium/language.ts';
import { failures } from '#services/kernel/failure.ts';
import { definePort } from '#services/kernel/port.ts';

/** How a citizen can be told something. */
export const mediumSchema = z.enum(['email', 'sms', 'whatsapp', 'e-box', 'telephone', 'letter']);
export type Medium = z.output<typeof mediumSchema>;

export const representative = z.object({
  relation: z.enum(['guardian', 'carer', 'parent']),
  firstName: z.string().min(1).max(80),
  lastName: z.string().min(1).max(80),
  email: z.email().nullable().default(null),
  mobile: z.string().max(20).nullable().default(null),
});

export const citizen = z.object({
  insz: inszSchema,
  firstName: z.string(),
  lastName: z.string(),
  language: languageSchema,
  address: addressSchema,
  email: z.email().nullable(),
  /** E.164. */
  mobile: z.string().nullable(),
  phone: z.string().nullable(),
  /** What the citizen prefers; `letter` means: asked for letters. */
  preferredMedium: mediumSchema.nullable(),
  /** WhatsApp may only be used after opt-in. */
  whatsappOptIn: z.boolean(),
  representative: representative.nullable(),
  /** False when the citizen has died or has left: nothing is sent any more. */
  reachable: z.boolean(),
});
export type Citizen = z.output<typeof citizen>;

/** Names one state of what the CRM holds about a citizen. Opaque: it is given back as it came, and compared by the CRM alone. */
export const citizenVersion = z.string().regex(/^[\x21\x23-\x7e]{1,200}$/, 'a version is given back as it came');
const knownCitizen = citizen.extend({ version: citizenVersion });

/** What a complaint is about. */
export const complaintSubject = z.enum(['invitation', 'request', 'appointment', 'payment', 'visit', 'delivery', 'other']);

/** How a citizen found it, in the citizen's own word or as an official judged it. */
export const complaintTone = z.enum(['positive', 'neutral', 'negative']);
export type ComplaintTone = z.output<typeof complaintTone>;

const done = z.object({});

/** The municipality's existing CRM (S2): contact data, preferences, and what we tell it back. */
export const crm = definePort('crm', {
  citizen: { idempotency: 'read', personal: true, input: z.object({ insz: inszSchema }), output: z.object({ citizen: knownCitizen.nullable() }) },
  /** A message went out to the citizen about a dossier. Subject and medium only. */
  recordContact: {
    idempotency: 'keyed', personal: true,
    input: z.object({ insz: inszSchema, dossier: z.uuid(), medium: mediumSchema, subject: z.string().max(200), at: z.int() }), output: done,
  },
  /**
   * The citizen gave newer contact data, preferences or consent, or named somebody who may request, be present and follow the status. What is left out
   * stays as it is; null takes it away. Only while the CRM still holds the version that the citizen was shown: otherwise `changed-meanwhile`.
   */
  updateContact: {
    idempotency: 'keyed', personal: true,
    input: z.object({
      insz: inszSchema, version: citizenVersion,
      email: z.email().nullable().optional(), mobile: z.string().max(20).nullable().optional(),
      preferredMedium: mediumSchema.optional(), whatsappOptIn: z.boolean().optional(), representative: representative.optional(),
    }),
    output: done,
  },
  /** The citizen complained; the CRM is where it is answered. */
  recordComplaint: {
    idempotency: 'keyed', personal: true,
    input: z.object({ insz: inszSchema, dossier: z.uuid(), about: complaintSubject, text: z.string().max(4000), at: z.int() }), output: done,
  },
  /** The procedure is closed: the CRM notes the new eID. */
  closeProcedure: { idempotency: 'keyed', personal: true, input: z.object({ insz: inszSchema, dossier: z.uuid(), closedOn: daySchema, outcome: z.string() }), output: done },
});

export const crmFailures = failures('crm', {
  unavailable: { status: 503, retry: 'safe', title: 'The CRM does not answer.' },
  'no-answer': { status: 504, retry: 'ambiguous', title: 'The CRM did not answer in time; it may have acted.' },
  'credentials-refused': { status: 503, retry: 'safe', title: 'The CRM does not let us in: token, key or certificate must be looked at.' },
  /** About what was read; a write may be repeated under its key. */
  unreadable: { status: 502, retry: 'safe', title: 'The CRM answered something that nobody understands.' },
  unclear: { status: 502, retry: 'ambiguous', title: 'The CRM answered something that nobody understands; it may have acted.' },
  'not-understood': { status: 502, retry: 'never', title: 'The CRM says that what we ask does not keep to the contract.' },
  'unknown-citizen': { status: 422, retry: 'never', title: 'The CRM does not know this citizen.' },
  /** Never by itself: who asked reads again, looks what stands there now, and decides anew. */
  'changed-meanwhile': { status: 409, retry: 'never', title: 'What the CRM holds about this citizen changed meanwhile: read it again.' },
  refused: { status: 422, retry: 'never', title: 'The CRM refused this.' },
});
