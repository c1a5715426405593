import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { openTokenIssuer } from '#services/identity/tokens.ts';
import { healthOf } from '#services/host/health.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { aCitizen, authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { anOrderedCard } from '#tools/test-house/order-card.ts';
import { catalogue } from '#config/catalogue.ts';
import { auditPlugin } from '#services/audit/audit.plugin.ts';
import { journeyPlugin } from '#services/journey/journey.plugin.ts';
import { exceptionsPlugin } from '#services/outbox/exceptions.plugin.ts';
import { gatewayService, portOf } from './gateway.ts';
import { jsonSchemaOf, type JsonSchema } from './input-fields.ts';
import { surfaceOf, type Operation } from './surface.ts';

/** Every public route there is: the operations are known before the house opens, so that each one is a test of its own. */
const operations = surfaceOf([journeyPlugin, exceptionsPlugin, auditPlugin('-'), ...catalogue.plugins]);
const withPath = operations.filter(({ pathFields }) => pathFields.length > 0);
const titled = (list: readonly Operation[]) => list.map((operation): [string, Operation] => [`${operation.method} ${operation.path}`, operation]);

let t: TestHouse;
let url: string;
let elsewhere: string;
let foreignToken: (caller: Caller) => Promise<string>;
/** Real references in Gent, by the name of the field: a refused request would find them if it were not refused. */
let real: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  t = await openTestHouse();
  t.house.broker.createService(gatewayService({
    host: '127.0.0.1', port: 0, plugins: t.house.plugins, verify: (token) => t.house.issuer.verify(token), sandboxControl: t.house.sandbox,
    health: () => healthOf(t.house), log: t.house.engine.log,
  }));
  await t.house.broker.waitForServices('gateway', 5_000);
  url = `http://127.0.0.1:${portOf(t.house.broker)}/api/v1`;
  elsewhere = mkdtempSync(join(tmpdir(), 'eid-elsewhere-'));
  const foreign = await openTokenIssuer(elsewhere, new Set(['gent', 'kortenberg']), t.house.engine.realNow);
  foreignToken = async (caller) => (await foreign.issue(caller, 60)).token;
  real = await populate(t);
}, 60_000);
afterAll(async () => {
  await t.stop();
  rmSync(elsewhere, { recursive: true, force: true });
});

test('the routes tested are all the routes of the house', () => {
  expect(surfaceOf(t.house.plugins).map(({ name }) => name)).toEqual(operations.map(({ name }) => name));
});

describe.each(titled(operations))('%s', (_title, operation) => {
  test('refuses every wrong field by its name, and nothing changes', async () => {
    const token = await tokenFor({ scopes: [operation.action.scope] });
    const before = dump();
    await fc.assert(fc.asyncProperty(wrongRequest(operation), async ({ field, request }) => {
      expect(named(await send(operation, request, token), [400])).toContain(field);
    }), { numRuns: 25 });
    expect(dump()).toBe(before);
  });

  test('refuses a body or query that is far too large, and nothing changes', async () => {
    const token = await tokenFor({ scopes: [operation.action.scope] });
    const before = dump();
    const huge = 'x'.repeat(operation.method === 'POST' ? 300_000 : 10_000);
    const answer = await send(operation, { ...sound(operation), given: { huge } }, token);
    expect(named(answer, operation.method === 'POST' ? [413] : [400])).toContain(operation.method === 'POST' ? 'body' : 'huge');
    expect(dump()).toBe(before);
  });

  test('refuses a caller without a valid credential of a municipality of this house, and nothing changes', async () => {
    const scopes = [operation.action.scope];
    const good = await tokenFor({ scopes });
    const [header = '', payload = '', signature = ''] = good.split('.');
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const before = dump();
    for (const [token, status] of [
      [undefined, 401], ['', 401], ['nonsense', 401], [await tokenFor({ scopes }, -5), 401],
      [`${header}.${encode({ ...z.looseObject({}).parse(claims), municipality: 'kortenberg' })}.${signature}`, 401],
      [`${encode({ alg: 'none' })}.${payload}.`, 401], [`${header}.${payload}.${signature.slice(0, -4)}AAAA`, 401],
      [await foreignToken({ ...as('clerk'), scopes }), 401], [await tokenFor({ scopes, municipality: 'brugge' }), 401],
      [await tokenFor({ scopes: [] }), 403], [await tokenFor({ scopes: [`${operation.plugin.id}x:*`] }), 403],
    ] as const) {
      expect(named(await send(operation, sound(operation), token), [status])).toContain('Authorization');
    }
    expect(dump()).toBe(before);
  });

  test('takes no municipality from the request, and nothing changes', async () => {
    const token = await tokenFor({ scopes: [operation.action.scope] });
    const before = dump();
    for (const name of ['municipality', 'nis']) {
      expect(named(await send(operation, { ...sound(operation), given: { ...sound(operation).given, [name]: '24055' } }, token), [400])).toContain(name);
    }
    expect(dump()).toBe(before);
  });
});

/** References that mean nothing outside the house: each belongs to one municipality. */
const owned = withPath.filter(({ pathFields }) => pathFields.some((field) => !['official', 'employee'].includes(field)));
test.each(titled(owned))('%s does not find what belongs to another municipality, and nothing changes', async (_title, operation) => {
  const token = await tokenFor({ municipality: 'kortenberg', scopes: [operation.action.scope] });
  const before = dump();
  expect(named(await send(operation, sound(operation), token), [403, 404, 409, 422])).toContain(operation.pathFields[0]);
  expect(dump()).toBe(before);
});

const ofDossier = withPath.filter(({ pathFields }) => pathFields.includes('dossier'));
test.each(titled(ofDossier))('%s does not open to the citizen of another dossier, and nothing changes', async (_title, operation) => {
  const token = await tokenFor({ kind: 'citizen', actor: 'citizen', scopes: [operation.action.scope], dossier: randomUUID() });
  const before = dump();
  expect(named(await send(operation, sound(operation), token), [403])).toEqual(['dossier']);
  expect(dump()).toBe(before);
});

interface Sent { readonly path: Readonly<Record<string, string>>; readonly given: unknown; readonly repeated?: string }

/** A request as the contract wants it, about things that exist. */
function sound(operation: Operation): Sent {
  const schema = jsonSchemaOf(operation.action.input, 'input');
  const values = Object.fromEntries([...operation.fields.keys()].map((field) => [field, field in real ? real[field] : fc.sample(arbitraryOf(schema.properties?.[field] ?? {}), { seed: 7, numRuns: 1 })[0]]));
  const required = new Set(schema.required);
  return {
    path: Object.fromEntries(operation.pathFields.map((field) => [field, String(values[field])])),
    given: Object.fromEntries(Object.entries(values).filter(([field]) => required.has(field) && !operation.pathFields.includes(field))),
  };
}

/** One thing wrong with a request that is otherwise right, and the name of the field. */
function wrongRequest(operation: Operation): fc.Arbitrary<{ field: string; request: Sent }> {
  const schema = jsonSchemaOf(operation.action.input, 'input');
  const base = sound(operation);
  const given = z.record(z.string(), z.unknown()).parse(base.given);
  const own = [...operation.fields.keys()].filter((field) => !operation.pathFields.includes(field));
  const wrong = own.flatMap((field) => {
    const values = operation.method === 'POST' ? wrongValues(schema.properties?.[field] ?? {}) : wrongTexts(schema.properties?.[field] ?? {});
    return values ? [values.map((value) => ({ field, request: { ...base, given: { ...given, [field]: value } } }))] : [];
  });
  const missing = own.filter((field) => schema.required?.includes(field)).map((field) => fc.constant({ field, request: { ...base, given: Object.fromEntries(Object.entries(given).filter(([name]) => name !== field)) } }));
  const twice = own.filter((field) => operation.method === 'GET' && !operation.fields.get(field)?.many).map((field) => fc.constant({ field, request: { ...base, given: { ...given, [field]: 'a' }, repeated: field } }));
  const path = operation.pathFields.map((field) => wrongPath(schema.properties?.[field] ?? {}).map((value) => ({ field, request: { ...base, path: { ...base.path, [field]: value } } })));
  const unknown = fc.tuple(fc.stringMatching(/^[a-z]{1,12}$/).filter((name) => !operation.fields.has(name)), fc.jsonValue()).map(([field, value]) => ({ field, request: { ...base, given: { ...given, [field]: operation.method === 'POST' ? value : 'x' } } }));
  const reserved = fc.constantFrom('__proto__', 'constructor', 'prototype').map((field) => ({ field, request: { ...base, given: JSON.parse(`{"${field}":{"admin":true}}`) as unknown } }));
  return fc.oneof(...wrong, ...missing, ...twice, ...path, unknown, reserved);
}

/** Values of a type that the field does not take, and texts that are far too long. */
function wrongValues(schema: JsonSchema): fc.Arbitrary<unknown> {
  const types = typesOf(schema);
  const all: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    string: fc.constantFrom('', 'x', '\0', 'x'.repeat(30_000)), integer: fc.double({ noInteger: true }).filter(Number.isFinite), number: fc.double().filter(Number.isFinite), boolean: fc.boolean(), null: fc.constant(null),
    array: fc.array(fc.jsonValue(), { maxLength: 3 }), object: fc.dictionary(fc.constantFrom('a', 'b', '$ne'), fc.jsonValue(), { maxKeys: 2 }),
  };
  const other = Object.entries(all).filter(([type]) => !types.has(type) && !(type === 'integer' && types.has('number')) && !(type === 'number' && types.has('integer'))).map(([, values]) => values);
  return fc.oneof(...other, ...(types.has('string') ? [fc.constantFrom('x'.repeat(30_000), 'a\0b')] : []));
}

/** The same for a field of a query, where all is text. */
function wrongTexts(schema: JsonSchema): fc.Arbitrary<string> | undefined {
  const types = typesOf(schema);
  if (types.has('integer') || types.has('number')) return fc.constantFrom('', 'x', '1e9', '0x1', 'NaN', '-99999999', '1,5');
  return fc.constantFrom('a\0b', ...('enum' in schema || 'format' in schema || 'pattern' in schema ? ['', 'x', 'x'.repeat(5_000)] : []));
}

function wrongPath(schema: JsonSchema): fc.Arbitrary<string> {
  return fc.constantFrom('x'.repeat(2_000), 'a\0b', ...('format' in schema ? ['x', '../..', "1' OR '1'='1", 'null', '00000000-0000-0000-0000-00000000000g'] : []));
}

function typesOf(schema: JsonSchema): ReadonlySet<string> {
  const inner = [...schema.anyOf ?? [], ...schema.oneOf ?? []].flatMap((branch) => [...typesOf(branch)]);
  return new Set([...schema.type === undefined ? [] : [schema.type].flat(), ...inner]);
}

/** Values that a JSON Schema takes; enough of it for the contracts of this house. */
function arbitraryOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { enum: options, const: fixed, anyOf, oneOf, pattern } = schema;
  if (fixed !== undefined) return fc.constant(fixed);
  if (Array.isArray(options)) return fc.constantFrom(...options as unknown[]);
  const branches = anyOf ?? oneOf;
  if (branches) return fc.oneof(...branches.map(arbitraryOf));
  if (schema['format'] === 'uuid') return fc.uuid({ version: 4 });
  if (schema['format'] === 'uri') return fc.constant('https://example.org/back');
  if (typeof pattern === 'string') return fc.stringMatching(new RegExp(pattern));
  if (schema.type === 'array') return fc.array(arbitraryOf(schema.items ?? {}), { minLength: Number(schema['minItems'] ?? 0), maxLength: Number(schema['minItems'] ?? 0) + 1 });
  if (schema.type === 'object') return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => schema.required?.includes(name)).map(([name, inner]) => [name, arbitraryOf(inner)])));
  if (schema.type === 'integer' || schema.type === 'number') return fc.integer({ min: Math.max(Number(schema['minimum'] ?? 0), 0), max: Math.min(Number(schema['maximum'] ?? 1_000), 1_000) });
  if (schema.type === 'boolean') return fc.boolean();
  return fc.constant('waarde');
}

interface Answer { readonly status: number; readonly type: string | null; readonly text: string }

async function send(operation: Operation, { path, given, repeated }: Sent, token: string | undefined): Promise<Answer> {
  const address = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, field: string) => encodeURIComponent(path[field] ?? ''));
  const query = operation.method === 'GET' ? new URLSearchParams(Object.entries(z.record(z.string(), z.unknown()).parse(given)).map(([name, value]) => [name, String(value)])) : new URLSearchParams();
  if (operation.method === 'GET' && Object.hasOwn(Object(given), '__proto__')) query.append('__proto__', 'x');
  if (repeated !== undefined) query.append(repeated, 'b');
  const response = await fetch(`${url}${address}${query.size > 0 ? `?${query}` : ''}`, {
    method: operation.method,
    headers: { ...(token !== undefined && { Authorization: `Bearer ${token}` }), ...(operation.method === 'POST' && { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID() }) },
    ...(operation.method === 'POST' && { body: JSON.stringify(given) }),
  });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
}

const problem = z.looseObject({
  type: z.string().startsWith('urn:problem-type:'), title: z.string().min(1), status: z.int(), detail: z.string().min(1), instance: z.string().startsWith('urn:uuid:'),
  issues: z.array(z.strictObject({ in: z.enum(['body', 'query', 'path', 'header']), name: z.string().min(1), detail: z.string().min(1), type: z.string() })).default([]),
});

/** The top-level fields that a refusal names, after a check that it is the refusal that was due. */
function named({ status, type, text }: Answer, due: readonly number[]): string[] {
  expect({ status, type, text }).toEqual({ status: expect.toSatisfy((code) => due.includes(code)), type: 'application/problem+json', text });
  const { issues, status: told } = problem.parse(JSON.parse(text));
  expect(told).toBe(status);
  return issues.map(({ name }) => name.split('.')[0] ?? '');
}

async function tokenFor(caller: Partial<Caller>, minutes = 60): Promise<string> {
  return (await t.house.issuer.issue({ ...as('clerk', 'tester'), ...caller }, minutes)).token;
}

/** Everything that the house and its sandboxes keep, as one text. */
function dump(): string {
  const files = readdirSync(t.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sqlite')).toSorted();
  return files.map((name) => {
    const database = new DatabaseSync(join(t.dataDir, name), { readOnly: true });
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all().map(({ name: table }) => String(table));
    const rows = tables.map((table) => `${name} ${table} ${database.prepare(`SELECT * FROM "${table}"`).all().map((row) => JSON.stringify(row, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).toSorted().join('\n')}`);
    database.close();
    return rows.join('\n');
  }).join('\n');
}

/** A town with something in every table: an ordered card after a visit, a payment that is awaited, two logins under way. */
async function populate(house: TestHouse): Promise<Readonly<Record<string, unknown>>> {
  const clerk = as('clerk', 'an.claes');
  await authoriseEverybody(house);
  const { dossier, cardNumber } = await anOrderedCard(house);
  const { visit } = await house.call<{ visit: string | null }>('biometrics.show', { dossier }, clerk);
  const payer = await aCitizen(house);
  const opened = await house.call<{ dossier: string }>('request.openFor', { insz: payer.insz, why: 'citizen-called' }, clerk);
  const { slots } = await house.call<{ slots: { start: number }[] }>('appointments.offer', { dossier: opened.dossier, purpose: 'capture', ground: 'limited-availability' }, clerk);
  const { payment } = await house.call<{ payment: { payment: string } }>('request.submit', { dossier: opened.dossier, ground: 'limited-availability', start: slots[0]?.start, method: 'transfer', declaredBy: 'clerk', returnUrl: 'https://example.org/back' }, clerk);
  const { login } = await house.call<{ login: string }>('request.startLogin', { returnUrl: 'https://example.org/back', language: 'nl' }, as('website'));
  const { signIn } = await house.call<{ signIn: string }>('sign-in.begin', { returnUrl: 'https://example.org/back' }, as('website'));
  await house.idle();
  return {
    dossier, visit, payment: payment.payment, login, signIn, cardNumber, insz: payer.insz, start: slots[1]?.start, device: 'tablet-1', official: 'els.peeters', employee: 'bp-1001', day: '2026-12-01',
    returnUrl: 'https://example.org/back', item: randomUUID(),
  };
}
