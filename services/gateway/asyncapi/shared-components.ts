import { tracePattern } from '../exchange.ts';
import { sharedComponents } from '../openapi-components.ts';

const text = (description: string, more: Readonly<Record<string, unknown>> = {}) => ({ type: 'string', description, ...more });
const trace = { 'BelGov-Trace-Id': text('Names this piece of work, for questions about it.', { pattern: tracePattern }) };

/** What all messages of the document share. */
export const sharedAsyncComponents = {
  parameters: { municipality: { description: 'NIS code of the municipality, five digits.', examples: ['44021'] } },
  correlationIds: { trace: { description: 'The trace id of the request, or of what made the event happen.', location: '$message.header#/BelGov-Trace-Id' } },
  securitySchemes: {
    credentials: { type: 'X509', description: 'TLS, with the certificate or the user JWT (.creds) that the administrator of NATS gives out.' },
    userPassword: { type: 'userPassword', description: 'TLS, with a user and password of the municipality\'s account.' },
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'In the header `Authorization` of each request: a token of one caller of one municipality, as over HTTP.' },
  },
  messages: {
    problem: {
      name: 'problem', title: 'Why it was not done', summary: 'A problem document (RFC 9457), as over HTTP.', contentType: 'application/problem+json',
      headers: { $ref: '#/components/schemas/problemHeaders' }, payload: { $ref: '#/components/schemas/problem' },
    },
  },
  schemas: {
    problem: sharedComponents.schemas.Problem,
    eventHeaders: {
      type: 'object', description: 'CloudEvents 1.0 in binary mode.', required: ['Nats-Msg-Id', 'ce-id', 'ce-specversion', 'ce-source', 'ce-type', 'ce-time'],
      properties: {
        'Nats-Msg-Id': text('Id of the event. JetStream takes each once; keep it to know what you have seen.'), 'ce-id': text('The same id.'), 'ce-specversion': text('Version of CloudEvents.', { const: '1.0' }),
        'ce-source': text('`urn:eid-aan-huis:<NIS>`.'), 'ce-type': text('`eid.<plugin>.<event>.v1`.'), 'ce-time': text('When it happened, business time.', { format: 'date-time' }),
        'ce-subject': text('The dossier, where the event concerns one.', { format: 'uuid' }), ...trace,
      },
    },
    requestHeaders: {
      type: 'object', required: ['Authorization'],
      properties: { Authorization: text('`Bearer` and the token.'), 'Idempotency-Key': text('The same key with the same request gives the same answer and is carried out once.', { pattern: '^[\\x21-\\x7e]{1,64}$' }), ...trace },
    },
    answerHeaders: {
      type: 'object', properties: { 'Idempotency-Replayed': text('This answer was given before to the same key.', { const: 'true' }), 'Eid-Served-By': text('The node that did it.'), ...trace },
    },
    problemHeaders: {
      type: 'object', description: 'As services on NATS tell errors (ADR-32).', required: ['Nats-Service-Error', 'Nats-Service-Error-Code'],
      properties: { 'Nats-Service-Error': text('The title of the problem.'), 'Nats-Service-Error-Code': text('Its status.'), ...trace },
    },
  },
} as const;
