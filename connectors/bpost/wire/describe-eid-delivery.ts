import { z } from 'zod';
import { eidDeliveryMessages } from './eid-delivery-messages.ts';
import { problems, problemType } from './eid-delivery-problems.ts';

const { moments, changeMoment, handOverCustody, delivery } = eidDeliveryMessages;
const reference = { name: 'reference', in: 'path', required: true, description: 'Our reference of the delivery.', schema: { type: 'string', maxLength: 100 } };
const key = { name: 'Idempotency-Key', in: 'header', required: true, description: 'A key is taken once: asked again, bpost gives the same answer and does nothing.', schema: { type: 'string', maxLength: 200 } };
const inQuery = (name: string, description: string, schema: object) => ({ name, in: 'query', required: true, description, schema });
const day = { type: 'string', format: 'date' };

/** Version 1 of the contract as OpenAPI. What it says stands in `eid-delivery-v1.openapi.json`, and changes only with the version. */
export function describeEidDelivery(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Home delivery of electronic identity cards by certified employees of bpost, as this programme assumes it', version: '1.0.0',
      description: 'Beside Shipping Manager, which has no place for it: moments that are offered, a change of moment, custody of the card, and messages once more. Instants are RFC 3339.',
    },
    security: [{ account: [] }],
    paths: {
      '/v1/moments': { get: operation('moments', 'The moments that are offered in a region. Changes nothing.', moments.answer, {
        parameters: [inQuery('postcode', 'Where.', { type: 'string', pattern: '^[1-9]\\d{3}$' }), inQuery('from', 'First day.', day), inQuery('until', 'Last day.', day)],
      }) },
      '/v1/deliveries/{reference}/moment': { put: operation('changeMoment', 'Moves a delivery to another moment that is offered.', changeMoment.answer, { parameters: [reference, key], requestBody: bodyOf(changeMoment.request) }) },
      '/v1/deliveries/{reference}/custody': { post: operation('handOverCustody', 'The municipality has given the card to the courier: custody passes to bpost, once.', handOverCustody.answer, { parameters: [reference, key], requestBody: bodyOf(handOverCustody.request) }) },
      '/v1/deliveries/{reference}/messages': { get: operation('delivery', 'All that was told of a delivery, under the ids with which it was sent. Changes nothing.', delivery.answer, { parameters: [reference] }) },
    },
    components: {
      securitySchemes: { account: { type: 'http', scheme: 'basic', description: 'Account and pass phrase of Shipping Manager.' } },
      responses: {
        Problem: {
          description: `bpost does not do it.\n${problems.map(({ name, status, description }) => `\`${problemType}${name}\` (${status}): ${description}`).join('\n')}`,
          content: { 'application/problem+json': { schema: { type: 'object', required: ['type', 'status', 'title'], properties: { type: { type: 'string' }, status: { type: 'integer' }, title: { type: 'string' }, instance: { type: 'string' } } } } },
        },
      },
    },
  };
}

function operation(operationId: string, summary: string, answer: z.ZodType, more: object): object {
  return { operationId, summary, ...more, responses: { 200: { description: 'Done.', content: { 'application/json': { schema: schemaOf(answer) } } }, default: { $ref: '#/components/responses/Problem' } } };
}

function bodyOf(request: z.ZodType): object {
  return { required: true, content: { 'application/json': { schema: schemaOf(request) } } };
}

/** As it travels. */
function schemaOf(schema: z.ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
