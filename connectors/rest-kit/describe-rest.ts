import { z } from 'zod';
import type { StatedProblem } from './open-rest-client.ts';
import { outwardHeaders } from './outward-headers.ts';
import type { RestOperation, RestOperations } from './rest-operation.ts';

export interface RestDescription {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly operations: RestOperations;
  readonly problems: readonly StatedProblem<string>[];
}

/** A table of operations as OpenAPI 3.1, for who builds the other side. A connector keeps it in a file, so that a change is seen. */
export function describeRest({ title, version, description, operations, problems }: RestDescription): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const [name, operation] of Object.entries<RestOperation>(operations)) paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(name, operation) };
  return {
    openapi: '3.1.0', info: { title, version, description }, security: [{ token: [] }], paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      responses: {
        Refused: {
          description: ['Refused, and nothing was done. Beside the problem types of the Belgif REST guide:', ...problems.map((one) => `\`${one.type}\` (${one.status}): ${one.title}`)].join('\n'),
          content: { 'application/problem+json': { schema: { type: 'object', required: ['type', 'status', 'title'], properties: { type: { type: 'string' }, status: { type: 'integer' }, title: { type: 'string' }, instance: { type: 'string' } } } } },
        },
      },
    },
  };
}

function describe(operationId: string, { summary, kind, parameters, query, body, status, answer, keyed, locked, tagged }: RestOperation): object {
  const text = { type: 'string' };
  const described = [
    ...fieldsOf(parameters, 'path'), ...fieldsOf(query, 'query'),
    ...(keyed ? [{ name: 'Idempotency-Key', in: 'header', required: true, description: 'Done once per key, and answered the same each time.', schema: text }] : []),
    ...(locked ? [{ name: 'If-Match', in: 'header', required: true, description: 'The ETag of what was read: done only while it is still so.', schema: text }] : []),
    ...Object.entries(outwardHeaders).map(([name, description]) => ({ name, in: 'header', required: false, description, schema: text })),
  ];
  return {
    operationId, summary: `${summary} ${kind === 'read' ? 'Changes nothing.' : ''}`.trim(), parameters: described,
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }),
    responses: {
      [status]: { description: 'Done.', ...(tagged && { headers: { ETag: { required: true, schema: text } } }), ...(answer && { content: { 'application/json': { schema: schemaOf(answer) } } }) },
      default: { $ref: '#/components/responses/Refused' },
    },
  };
}

function fieldsOf(schema: z.ZodObject | undefined, place: 'path' | 'query'): object[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({ name, in: place, required: !z.safeParse(z.object({ [name]: field }), {}).success, schema: schemaOf(field) }));
}

/** As it travels: before anything is read out of it. */
function schemaOf(schema: z.core.$ZodType): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
}
