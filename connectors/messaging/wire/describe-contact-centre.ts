import { z } from 'zod';
import { describeRest } from '#connectors/rest-kit/describe-rest.ts';
import { callOutcomeOnWire, contactCentreOperations, contactCentreProblems, contactCentreVersion } from './contact-centre.ts';

const { $schema: _dialect, ...outcome } = z.toJSONSchema(callOutcomeOnWire, { io: 'input' });

/** What goes to a contact centre, and what comes back. */
export const contactCentreFiles: Readonly<Record<string, object>> = {
  'contact-centre-v1.openapi.json': describeRest({
    title: 'Contact centre', version: contactCentreVersion, description: 'Calls that the middleware has a contact centre make. Version 1, ours: a thin adapter stands before a centre that has another contract.',
    operations: contactCentreOperations, problems: contactCentreProblems,
  }),
  'call-outcomes-v1.openapi.json': {
    openapi: '3.1.0', info: { title: 'Outcomes of calls', version: contactCentreVersion, description: 'What a contact centre tells the middleware, below /inbound/<NIS>/messaging.' }, security: [{ basic: [] }],
    paths: {
      '/call-outcomes': {
        post: {
          operationId: 'callOutcome', summary: 'How a call, or one try of it, ended. After `no-answer` it is tried again; anything else ends the call.',
          requestBody: { required: true, content: { 'application/json': { schema: outcome } } },
          responses: {
            200: { description: 'Durably taken in, now or before; or the call is no longer open and it tells nothing new.', content: { 'application/json': { schema: { type: 'object' } } } },
            400: { description: 'Not what was agreed (fields are named): it is not repeated as it is.' }, 401: { description: 'User name or password is not the agreed one.' }, 503: { description: 'Not taken in at this moment: it is sent again, as it was.' },
          },
        },
      },
    },
    components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } },
  },
};
