import { tracePattern } from './exchange.ts';
const problem = (description: string, headers?: Readonly<Record<string, unknown>>) => ({
  description, ...(headers && { headers }), content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

/** What all operations of the document share. */
export const sharedComponents = {
  securitySchemes: {
    bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of one caller of one municipality; `x-scope` is the scope that an operation asks of it.' },
  },
  parameters: {
    IdempotencyKey: {
      in: 'header', name: 'Idempotency-Key', required: false, schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,64}$' },
      description: 'The same key with the same request gives the same answer and is carried out once.',
    },
    TraceId: { in: 'header', name: 'BelGov-Trace-Id', required: false, schema: { type: 'string', pattern: tracePattern }, description: 'Comes back on the answer; one is made when it is left out.' },
  },
  headers: {
    TraceId: { description: 'Names this call, for questions about it.', schema: { type: 'string' } },
    Replayed: { description: '`true` when this answer was given before to the same `Idempotency-Key`.', schema: { type: 'string', enum: ['true'] } },
    RetryAfter: { description: 'Seconds.', schema: { type: 'string' } },
  },
  responses: {
    400: problem('The input is wrong; `issues` names the fields, never their values.'),
    401: problem('No token, or one that has expired or was not issued here.', { 'WWW-Authenticate': { schema: { type: 'string' } } }),
    403: problem('The credential does not allow this.'),
    413: problem('The body is too large.'),
    415: problem('The body is not uncompressed application/json in UTF-8.'),
    429: problem('Too many requests came from this address.', { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
    503: problem('Nothing happened; try again.', { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } }),
    default: problem('Another failure; `failure` names it.'),
  },
  schemas: {
    Problem: {
      type: 'object', description: 'RFC 9457, as the Belgif REST guide shapes it.', required: ['type', 'title', 'status', 'detail', 'instance'],
      properties: {
        type: { type: 'string', description: 'urn:problem-type:belgif:… or urn:problem-type:eid:<failure>' }, href: { type: 'string', format: 'uri' },
        title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' }, instance: { type: 'string' },
        traceId: { type: 'string', pattern: tracePattern, description: 'The same as in `BelGov-Trace-Id`: mention it to report what went wrong.' },
        failure: { type: 'string', description: 'The failure, `system.what-happened`.' },
        issues: {
          type: 'array',
          items: {
            type: 'object', required: ['in', 'name', 'detail', 'type'],
            properties: { in: { type: 'string', enum: ['body', 'query', 'path', 'header'] }, name: { type: 'string' }, detail: { type: 'string' }, type: { type: 'string' } },
          },
        },
      },
    },
    Health: {
      type: 'object', required: ['status', 'node', 'components'],
      properties: {
        status: { type: 'string', enum: ['UP', 'DOWN'] }, node: { type: 'string' },
        components: { type: 'object', additionalProperties: { type: 'object', required: ['status'], properties: { status: { type: 'string', enum: ['UP', 'DOWN'] }, details: { type: 'object' } } } },
      },
    },
  },
} as const;
