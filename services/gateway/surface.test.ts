import { z } from 'zod';
import { defineContract } from '#services/kernel/contract.ts';
import { openApiOf } from './openapi.ts';
import { parcelsPlugin, route } from './open-test-gateway.ts';
import type { OfferedRoute } from './operation.ts';
import { surfaceOf } from './surface.ts';

const action = (input: z.ZodType, kind: 'query' | 'command' = 'query') => ({ kind, summary: 'Does it.', scope: 'box:do' as const, input, output: z.object({ done: z.boolean() }) });
const box = defineContract('box', {
  title: 'Boxes', config: z.strictObject({}), uses: {}, calls: [], events: {},
  actions: {
    one: action(z.strictObject({ id: z.uuid(), kind: z.string().optional() })), two: action(z.strictObject({ id: z.uuid(), other: z.string() })), change: action(z.strictObject({ id: z.uuid() }), 'command'),
    many: action(z.strictObject({ ids: z.array(z.uuid()) })),
  },
});
const surface = (...routes: OfferedRoute[]) => () => surfaceOf([{ contract: box, routes }]);

describe('routes that do not hold together are found before anyone calls them', () => {
  test.each<[string, OfferedRoute[], RegExp]>([
    ['two at one address', [route('GET', '/boxes/{id}', 'box.one'), route('GET', '/boxes/{other}', 'box.two')], /answer the same requests/],
    ['two that overlap crosswise', [route('GET', '/a/{id}/c', 'box.one'), route('GET', '/a/b/{other}', 'box.two')], /answer the same requests/],
    ['a path field that the input does not know', [route('GET', '/boxes/{box}', 'box.one')], /\{box\}, which its input does not know/],
    ['a path field that takes a list', [route('GET', '/boxes/{ids}', 'box.many')], /takes a list/],
    ['an action that nobody offers', [route('GET', '/boxes', 'box.none')], /leads to 'box.none', which no plugin offers/],
    ['one action at two addresses', [route('GET', '/boxes/{id}', 'box.one'), route('GET', '/crates/{id}', 'box.one')], /two routes/],
    ['a command behind a GET', [route('GET', '/boxes/{id}', 'box.change')], /a GET changes nothing/],
    ['half a segment as a field', [route('GET', '/boxes/x{id}', 'box.one')], /neither lower-case words nor one/],
  ])('%s', (_case, routes, message) => {
    expect(surface(...routes)).toThrow(message);
  });
  test('all of them at once', () => {
    expect(surface(route('GET', '/boxes/{box}', 'box.one'), route('GET', '/x', 'box.none'))).toThrow(/box\.none.*\n.*\{box\}/s);
  });
  test('a word beside a field is no collision: the word goes first', () => {
    expect(surface(route('GET', '/boxes/{id}', 'box.one'), route('GET', '/boxes/all', 'box.many'))).not.toThrow();
  });
});

describe('the OpenAPI document', () => {
  const document = openApiOf(surfaceOf([parcelsPlugin]));
  const operation = z.looseObject({
    operationId: z.string(), tags: z.array(z.string()).min(1), summary: z.string().min(1), description: z.string().min(1), responses: z.record(z.string(), z.union([z.object({ $ref: z.string() }), z.looseObject({ description: z.string().min(1) })])),
    parameters: z.array(z.union([z.strictObject({ $ref: z.string() }), z.strictObject({ in: z.enum(['path', 'query', 'header']), name: z.string(), required: z.boolean(), description: z.string().optional(), schema: z.looseObject({}), example: z.unknown().optional() })])).optional(),
    requestBody: z.strictObject({ required: z.boolean(), content: z.record(z.string(), z.object({ schema: z.looseObject({}), example: z.unknown().optional() })) }).optional(), 'x-scope': z.string().optional(),
  });
  const shape = z.looseObject({
    openapi: z.literal('3.1.0'), info: z.looseObject({ title: z.string(), version: z.string() }), tags: z.array(z.object({ name: z.string(), description: z.string() })),
    paths: z.record(z.string().startsWith('/'), z.record(z.enum(['get', 'post']), operation).or(z.partialRecord(z.enum(['get', 'post']), operation))), components: z.record(z.string(), z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), z.unknown())),
  });
  const parsed = shape.parse(document);
  const operations = Object.entries(parsed.paths).flatMap(([path, methods]) => Object.entries(methods).flatMap(([method, found]) => (found ? [{ path, method, ...found }] : [])));

  test('has an operation for each route, named after its action, with its scope', () => {
    expect(operations.map(({ method, path, operationId, 'x-scope': scope }) => [method, path, operationId, scope])).toEqual([
      ['get', '/health', 'health', undefined],
      ['get', '/api/v1/parcels', 'parcels.list', 'parcels:read'], ['post', '/api/v1/parcels/sweep', 'parcels.sweep', 'parcels:sweep'],
      ['get', '/api/v1/parcels/{parcel}', 'parcels.show', 'parcels:read'], ['post', '/api/v1/parcels/{parcel}/submit', 'parcels.submit', 'parcels:send'],
    ]);
  });
  test('says nothing of actions without a route', () => {
    expect(JSON.stringify(document)).not.toContain('secret');
  });
  test('has only references that lead somewhere', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference);
    expect(references.length).toBeGreaterThan(20);
    for (const reference of new Set(references)) {
      const target = reference.slice(2).split('/').reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? new Map(Object.entries(value)).get(key) : undefined), document);
      expect([reference, target]).toEqual([reference, expect.anything()]);
    }
  });
  test('names every field of a path as a required parameter, and no other', () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = parameters.flatMap((parameter) => ('in' in parameter && parameter.in === 'path' ? [[parameter.name, parameter.required]] : []));
      expect(inPath).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, true]));
    }
  });
  test('answers every operation with 200 and with problems', () => {
    for (const { operationId, responses } of operations.filter((found) => found.operationId !== 'health')) {
      expect([operationId, Object.keys(responses)]).toEqual([operationId, expect.arrayContaining(['200', '400', '401', '403', 'default'])]);
    }
  });
  test('leaves what the path gives out of the body, and takes unknown fields nowhere', () => {
    const input = z.looseObject({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()), additionalProperties: z.literal(false) }).parse(parsed.components['schemas']?.['parcels.submit.input']);
    expect([Object.keys(input.properties), input.required]).toEqual([['start', 'insz', 'open', 'tags', 'contact'], ['start']]);
  });
  test('offers an Idempotency-Key on every POST', () => {
    for (const { method, parameters = [] } of operations) {
      expect(parameters.some((parameter) => '$ref' in parameter && parameter.$ref.endsWith('/IdempotencyKey'))).toBe(method === 'post');
    }
  });
  test('is the same whatever the order of the plugins', () => {
    const other = { contract: box, routes: [route('GET', '/boxes/{id}', 'box.one')] };
    expect(JSON.stringify(openApiOf(surfaceOf([parcelsPlugin, other])))).toBe(JSON.stringify(openApiOf(surfaceOf([other, parcelsPlugin]))));
  });
  test('keeps the references inside a schema that contains itself', () => {
    interface Tree { name: string; branches: Tree[] }
    const tree: z.ZodType<Tree> = z.strictObject({ name: z.string(), get branches() { return z.array(tree); } });
    const forest = defineContract('forest', { title: 'Trees', config: z.strictObject({}), uses: {}, calls: [], events: {}, actions: { plant: action(z.strictObject({ tree }), 'command') } });
    const text = JSON.stringify(openApiOf(surfaceOf([{ contract: forest, routes: [route('POST', '/trees', 'forest.plant')] }])));
    expect(text).toMatch(/"\$ref":"#\/components\/schemas\/forest\.plant\.input\/\$defs\//);
    expect(text).not.toMatch(/"\$ref":"#\/\$defs/);
  });
});
