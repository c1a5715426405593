import { z } from 'zod';
import { describeRest } from '#connectors/rest-kit/describe-rest.ts';
import { contactCentreFiles } from './describe-contact-centre.ts';
import { letterManifest } from './letter-manifest.ts';
import { receipt, receiptsVersion } from './receipt.ts';
import { smsGatewayVersion, smsOperations, smsProblems } from './sms-gateway.ts';

const schemaOf = (schema: z.ZodType): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
};
const answered = (description: string) => ({ description, content: { 'application/json': { schema: { type: 'object' } } } });
const responses = {
  200: answered('Durably taken in, now or before; or it tells nothing of a message of ours.'),
  400: { description: 'Not what was agreed (fields are named): it is not repeated as it is.' }, 401: { description: 'User name or password is not the agreed one.' },
  503: { description: 'Not taken in at this moment: it is sent again, as it was.' },
};
const post = (operationId: string, summary: string, content: object) => ({ post: { operationId, summary, requestBody: { required: true, content }, responses } });
const receipts = { 'application/json': { schema: schemaOf(receipt) } };

/** Contracts of ours, one file each beside this one; a change of one is seen, and is another version. */
export const wireFiles: Readonly<Record<string, object>> = {
  'sms-gateway-v1.openapi.json': describeRest({ title: 'SMS gateway', version: smsGatewayVersion, description: 'What the middleware asks of an SMS gateway. Version 1, ours: a thin adapter stands before a gateway that has another contract.', operations: smsOperations, problems: smsProblems }),
  'message-reports-v1.openapi.json': {
    openapi: '3.1.0', info: { title: 'Reports on messages', version: receiptsVersion, description: 'What mail server, SMS gateway and print shop tell the middleware, below /inbound/<NIS>/messaging.' }, security: [{ basic: [] }],
    paths: {
      '/bounces': post('bounce', 'A mail that came to the address for bounces, as it is (RFC 3464, RFC 8098).', { 'message/rfc822': { schema: { type: 'string', contentMediaType: 'message/rfc822' } } }),
      '/sms-receipts': post('smsReceipt', 'What became of a short message.', receipts), '/letter-receipts': post('letterReceipt', 'What became of a letter.', receipts),
    },
    components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
  },
  'letter-manifest-v1.schema.json': { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'manifest.json of a letter', ...schemaOf(letterManifest) },
  ...contactCentreFiles,
};
