import { isJsonSchema, jsonSchemaOf, type JsonSchema } from './input-fields.ts';
import { fieldSchema, rebase, withoutFields } from './openapi-schemas.ts';
import { sharedComponents } from './openapi-components.ts';
import { describeOperation } from './describe-operation.ts';
import { exampleOf } from './example-of.ts';
import type { Operation } from './operation.ts';

/** Where the public operations stand. */
export const apiRoot = '/api/v1';

type Json = Readonly<Record<string, unknown>>;

/** The API as an OpenAPI 3.1 document, from the contracts and nothing else: the same contracts give the same document, byte for byte. */
export function openApiOf(operations: readonly Operation[]): Json {
  const paths = new Map<string, Record<string, Json>>();
  for (const operation of operations) {
    const path = `${apiRoot}${operation.path}`;
    paths.set(path, { ...paths.get(path), [operation.method.toLowerCase()]: describe(operation) });
  }
  const plugins = [...new Map(operations.map(({ plugin }) => [plugin.id, plugin])).values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    openapi: '3.1.0',
    info: {
      title: 'eID aan huis', version: '1',
      description: 'Middleware that brings the Belgian electronic identity card to people at home. Instants are epoch milliseconds UTC, days are calendar dates in Europe/Brussels, amounts are euro cents. The municipality comes from the credential.',
      license: { name: 'European Union Public Licence 1.2', identifier: 'EUPL-1.2' },
    },
    servers: [{ url: '/', description: 'The node that serves this document.' }],
    tags: [{ name: 'node', description: 'The middleware itself' }, ...plugins.map(({ id, title }) => ({ name: id, description: title }))],
    security: [{ bearer: [] }],
    paths: {
      '/health': {
        get: {
          operationId: 'health', tags: ['node'], summary: 'Can this node do its work?', description: 'For load balancers and monitoring. Figures only, nothing of anybody; asks no credential.', security: [],
          responses: { 200: healthAnswer('It can.'), 400: { $ref: '#/components/responses/400' }, 503: healthAnswer('It cannot.') },
        },
      },
      ...Object.fromEntries(paths),
    },
    components: {
      ...sharedComponents,
      schemas: { ...sharedComponents.schemas, ...Object.fromEntries(operations.flatMap(schemasOf)) },
    },
  };
}

function describe(operation: Operation): Json {
  const { name, method, plugin, action, pathFields } = operation;
  const input = schemaNamed(operation, 'input');
  const inBody = [...operation.fields.keys()].filter((field) => !pathFields.includes(field));
  const parameters = [
    ...pathFields.map((field) => parameter('path', input, field)),
    ...(method === 'GET' ? inBody.map((field) => parameter('query', input, field)) : [{ $ref: '#/components/parameters/IdempotencyKey' }]),
    { $ref: '#/components/parameters/TraceId' },
  ];
  return {
    operationId: name, tags: [plugin.id], summary: action.summary, description: describeOperation(operation), 'x-scope': action.scope, parameters,
    ...(method === 'POST' && inBody.length > 0 && {
      requestBody: { required: (withoutFields(input, pathFields).required ?? []).length > 0, content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}.input` }, example: exampleOf(withoutFields(jsonSchemaOf(action.input, 'input'), pathFields)) } } },
    }),
    responses: {
      200: {
        description: 'Done.', headers: { 'BelGov-Trace-Id': { $ref: '#/components/headers/TraceId' }, ...(method === 'POST' && { 'Idempotency-Replayed': { $ref: '#/components/headers/Replayed' } }) },
        content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}.output` }, example: exampleOf(jsonSchemaOf(action.output, 'output')) } },
      },
      ...Object.fromEntries(['400', '401', '403', ...(method === 'POST' ? ['413', '415'] : []), ...(operation.forStrangers ? ['429'] : []), '503', 'default'].map((status) => [status, { $ref: `#/components/responses/${status}` }])),
    },
  };
}

/** A field of the input in the path or query, with what its own schema says of it. */
function parameter(place: 'path' | 'query', input: JsonSchema, field: string): Json {
  const { schema: { description, ...schema }, required } = fieldSchema(input, field);
  return { in: place, name: field, required: place === 'path' || required, ...(typeof description === 'string' && { description }), schema, ...(place === 'path' && { example: exampleOf(schema, input, field) }) };
}

/** A body's schema is the input without what the path gives; a GET has none. */
function schemasOf(operation: Operation): [string, JsonSchema][] {
  const { name, method, pathFields, fields } = operation;
  const hasBody = method === 'POST' && [...fields.keys()].some((field) => !pathFields.includes(field));
  return [
    ...(hasBody ? [[`${name}.input`, withoutFields(schemaNamed(operation, 'input'), pathFields)] satisfies [string, JsonSchema]] : []),
    [`${name}.output`, schemaNamed(operation, 'output')],
  ];
}

function schemaNamed({ name, action }: Operation, io: 'input' | 'output'): JsonSchema {
  const schema = rebase(jsonSchemaOf(action[io], io), `#/components/schemas/${name}.${io}`);
  return isJsonSchema(schema) ? schema : {};
}

function healthAnswer(description: string): Json {
  return { description, content: { 'application/health+json': { schema: { $ref: '#/components/schemas/Health' } } } };
}
