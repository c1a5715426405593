import { z } from 'zod';
import { crm } from '../crm.port.ts';

const told = crm.messages.complaint.payload.shape;
const instant = z.iso.datetime({ offset: true });
const messageId = z.string().min(1).max(200);

/**
 * What a CRM tells about a complaint: JSON, POST …/complaints, Basic over TLS. All of it as it stands then, so that messages may come late, twice and in any order. It is told
 * again under the same `messageId` until it is answered with 200.
 */
export const complaintOnWire = z.strictObject({
  messageId: messageId.describe('Of the CRM: the same one is taken in once.'),
  complaintId: told.reference.describe('What the CRM calls it. Nothing about the citizen can be read from it.'),
  recordedAs: z.uuid().optional().describe('Our number, of a complaint that we had noted there.'),
  ssin: z.string().regex(/^\d{11}$/).optional().describe('National register number or BIS number of who complains.'),
  dossier: z.uuid().optional().describe('Our number of the dossier, where the CRM knows it.'),
  about: told.about, tone: told.tone, text: z.string().min(1).max(4000).describe('In the citizen\'s own words.'), receivedAt: instant,
  changedAt: instant.describe('Of what is told here: what was told of a later moment stands.'),
  ended: z.strictObject({ outcome: z.enum(['answered', 'closed']), at: instant }).optional().describe('Answered in the CRM, or ended there without an answer.'),
});
/** All that it takes to keep a message that says something else than was agreed. */
export const anyComplaint = z.looseObject({ messageId });

const { $schema: _dialect, ...schema } = z.toJSONSchema(complaintOnWire, { io: 'input' });

/** The paths of it, as OpenAPI has them. */
export const complaintMessages = {
  '/complaints': {
    post: {
      operationId: 'complaint', summary: 'A complaint as it stands now: one that came in at the CRM, or what became of one that we had noted there.',
      requestBody: { required: true, content: { 'application/json': { schema } } },
      responses: {
        200: { description: 'Durably taken in, now or before.', content: { 'application/json': { schema: { type: 'object' } } } },
        400: { description: 'Not what was agreed (fields are named): it is not repeated as it is.' }, 401: { description: 'User name or password is not the agreed one.' }, 503: { description: 'Not taken in at this moment: it is sent again, as it was.' },
      },
    },
  },
};
