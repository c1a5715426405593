import { z } from 'zod';
import { defineRest } from '#connectors/rest-kit/rest-operation.ts';
import { addressSchema } from '#services/belgium/address.ts';
import { inszSchema } from '#services/belgium/insz.ts';
import { citizen, citizenVersion, crm, representative } from '../crm.port.ts';

const { recordContact, updateContact, recordComplaint, recordComplaintEnd, closeProcedure } = crm.operations;
const told = recordContact.input.shape;
const given = updateContact.input.shape;
const complained = recordComplaint.input.shape;
const complaintEnd = recordComplaintEnd.input.shape;
const closed = closeProcedure.input.shape;

const ssin = z.string().regex(/^\d{11}$/).pipe(inszSchema).describe('National register number or BIS number.');
const relation = representative.shape.relation;

/** What is not known is left out, or null. What is not in this contract is passed over: a CRM may say more. */
export const citizenOnWire = z.object({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/).describe('The CRM\'s own reference. Nothing about the citizen can be read from it, for it stands in addresses.'),
  version: citizenVersion.describe('Another one after each change of what stands here. Given back as If-Match, between double quotes.'),
  ssin,
  givenName: citizen.shape.firstName,
  familyName: citizen.shape.lastName,
  language: citizen.shape.language,
  address: z.object({
    streetName: addressSchema.shape.street, houseNumber: addressSchema.shape.houseNumber, boxNumber: addressSchema.shape.box.nullable(),
    postalCode: addressSchema.shape.postcode, municipalityName: addressSchema.shape.city,
  }),
  contactData: z.object({ email: citizen.shape.email.optional(), mobilePhone: citizen.shape.mobile.optional(), fixedPhone: citizen.shape.phone.optional() }),
  preferences: z.object({ medium: citizen.shape.preferredMedium.optional() }),
  consents: z.object({ whatsapp: z.boolean() }).describe('A medium that may be used after consent only.'),
  representative: z.object({
    relation, givenName: representative.shape.firstName, familyName: representative.shape.lastName, email: z.email().nullish(), mobilePhone: z.string().max(20).nullish(),
  }).nullish(),
  reachable: z.boolean().describe('False when the citizen has died or has left: nothing is sent any more.'),
});

const note = z.string().max(200);
const instantOnWire = z.iso.datetime({ offset: true });

/**
 * The CRM as this programme assumes it, version 1. A national number never stands in an address: citizens are searched by POST, and changed under the
 * CRM's own reference.
 */
export const crmOperations = defineRest({
  health: {
    method: 'GET', path: '/v1/health', summary: 'Whether it does its work, for who is let in.', kind: 'read', status: 200, answer: z.object({ status: z.enum(['UP', 'DEGRADED']) }),
  },
  searchCitizens: {
    method: 'POST', path: '/v1/citizens/search', summary: 'The citizen with this number, if the CRM knows one.', kind: 'read',
    body: z.strictObject({ ssin }), status: 200, answer: z.object({ items: z.array(citizenOnWire).max(1) }),
  },
  changeCitizen: {
    method: 'PATCH', path: '/v1/citizens/{citizenId}', kind: 'write', keyed: true, locked: true, status: 204,
    summary: 'Changes contact data, preferences, consents or representative, as a JSON merge patch (RFC 7396). A key that was used is answered before the version is compared.',
    parameters: z.strictObject({ citizenId: citizenOnWire.shape.id }),
    body: z.strictObject({
      contactData: z.strictObject({ email: given.email, mobilePhone: given.mobile }).optional(),
      preferences: z.strictObject({ medium: given.preferredMedium }).optional(),
      consents: z.strictObject({ whatsapp: given.whatsappOptIn }).optional(),
      representative: z.strictObject({
        relation, givenName: representative.shape.firstName, familyName: representative.shape.lastName, email: z.email().nullable(), mobilePhone: z.string().max(20).nullable(),
      }).optional(),
    }),
  },
  recordCommunication: {
    method: 'POST', path: '/v1/communications', summary: 'Notes that the citizen was sent a message: medium and subject, never its text.', kind: 'write', keyed: true, status: 204,
    body: z.strictObject({ ssin, dossier: told.dossier, medium: told.medium, subject: told.subject, sentAt: instantOnWire }),
  },
  recordComplaint: {
    method: 'POST', path: '/v1/complaints', kind: 'write', keyed: true, status: 204,
    summary: 'Notes a complaint, or praise, in the citizen\'s own words. Where `answeredBy` is `sender` its end is told later; otherwise it is answered by whoever answers complaints there.',
    body: z.strictObject({
      ssin, dossier: complained.dossier, complaintId: z.uuid().optional().describe('Under which its end is told, by either side.'), about: complained.about, tone: complained.tone, text: complained.text,
      receivedAt: instantOnWire, answeredBy: z.enum(['sender', 'crm']).optional().describe('The CRM, when left out.'),
    }),
  },
  recordComplaintEnd: {
    method: 'POST', path: '/v1/complaintEnds', kind: 'write', keyed: true, status: 204,
    summary: 'Notes that a complaint was answered by the sender, or ended without an answer. A complaint ends once; the last word counts.',
    body: z.strictObject({
      complaintId: complaintEnd.reference.describe('The CRM\'s own where the complaint came from there, else the one that it was noted under.'), outcome: complaintEnd.outcome,
      answer: complaintEnd.answer.optional().describe('As the citizen was told it. Where the CRM told of a citizen without a dossier, the CRM passes it on.'), reason: complaintEnd.reason.optional(), endedAt: instantOnWire,
    }),
  },
  closeProcedure: {
    method: 'POST', path: '/v1/procedureClosures', summary: 'Notes the end of a procedure. A dossier ends once; the last word counts.', kind: 'write', keyed: true, status: 204,
    body: z.strictObject({ ssin, dossier: closed.dossier, closedOn: closed.closedOn, outcome: note }),
  },
});
