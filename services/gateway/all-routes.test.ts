import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { openIssuerKeys } from '#services/identity/issuer-keys.ts';
import { openTokenIssuer } from '#services/identity/tokens.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { aCitizen, authoriseEverybody } from '#tools/test-house/make-citizen.ts';
import { as, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { anOrderedCard } from '#tools/test-house/order-card.ts';
import { bpost } from '#connectors/bpost/bpost.port.ts';
import { takeInMessage } from '#services/host/take-in-message.ts';
import { letters } from '#services/outbox/letters.store.ts';
import { items } from '#services/outbox/outbox.store.ts';
import { jsonSchemaOf, type JsonSchema } from './input-fields.ts';
import type { Operation } from './operation.ts';
import { surfaceOf } from './surface.ts';

let t: ServedHouse;
/** Every public route of the house, from its own contracts. */
let operations: readonly Operation[];
let url: string;
let elsewhere: string;
let foreignToken: (caller: Caller) => Promise<string>;
/** Real references in Gent, by the name of the field: a refused request would find them if it were not refused. */
let real: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  t = await openServedHouse();
  operations = surfaceOf(t.house.plugins);
  url = `${t.url}/api/v1`;
  elsewhere = mkdtempSync(join(tmpdir(), 'eid-elsewhere-'));
  const foreign = openTokenIssuer(await openIssuerKeys(elsewhere), new Set(['gent', 'kortenberg']), t.house.engine.realNow, { has: () => false });
  foreignToken = async (caller) => (await foreign.issue(caller, 60)).token;
  real = await populate(t);
});
afterAll(async () => {
  await t.stop();
  rmSync(elsewhere, { recursive: true, force: true });
});

/** A rule for every public route: whatever is sent is refused, and no table of the house or of a sandbox differs afterwards. */
function onEveryRoute(rule: (operation: Operation, token: string) => Promise<void>, which: (operation: Operation) => boolean = () => true): () => Promise<void> {
  return async () => {
    const chosen = operations.filter(which);
    expect(chosen.length).toBeGreaterThan(5);
    let before = dump();
    for (const operation of chosen) {
      await rule(operation, await tokenFor({ scopes: [operation.action.scope] }));
      const after = dump();
      expect([operation.name, differences(before, after)]).toEqual([operation.name, []]);
      before = after;
    }
  };
}

test('a wrong field is refused by its name on every route, and nothing changes', onEveryRoute(async (operation, token) => {
  await fc.assert(fc.asyncProperty(wrongRequest(operation), async ({ field, request }) => {
    expect(await refused(operation, request, token, [400])).toContain(field);
  }), { numRuns: 25 });
}));

test('a body or query that is far too large is refused on every route, and nothing changes', onEveryRoute(async (operation, token) => {
  const [size, status, name] = operation.method === 'POST' ? [300_000, 413, 'body'] : [10_000, 400, 'huge'];
  expect(await refused(operation, { ...sound(operation), given: { huge: 'x'.repeat(size) } }, token, [status])).toContain(name);
}));

test('a caller without a valid credential of a municipality of this house is refused on every route, and nothing changes', onEveryRoute(async (operation, good) => {
  const scopes = [operation.action.scope];
  const [header = '', payload = '', signature = ''] = good.split('.');
  const claims = z.looseObject({ municipality: z.literal('gent') }).parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  for (const [token, status] of [
    [undefined, 401], ['', 401], ['nonsense', 401], [await tokenFor({ scopes }, -5), 401],
    [`${header}.${encode({ ...claims, municipality: 'kortenberg' })}.${signature}`, 401],
    [`${encode({ alg: 'none' })}.${payload}.`, 401], [`${header}.${payload}.${'A'.repeat(signature.length)}`, 401],
    [await foreignToken({ ...as('clerk'), scopes }), 401], [await tokenFor({ scopes, municipality: 'brugge' }), 401],
    [await tokenFor({ scopes: [] }), 403], [await tokenFor({ scopes: [`${operation.plugin.id}x:*`] }), 403],
  ] as const) {
    expect(await refused(operation, sound(operation), token, [status])).toContain('Authorization');
  }
}));

test('no route takes a municipality from the request, and nothing changes', onEveryRoute(async (operation, token) => {
  const { path, given } = sound(operation);
  for (const name of ['municipality', 'nis']) expect(await refused(operation, { path, given: { ...given, [name]: '24055' } }, token, [400])).toContain(name);
}));

/** References in a path that mean nothing outside the house: each belongs to one municipality. Officials and employees are known by name, and indicators are the same everywhere. */
const names = ['official', 'employee', 'indicator'];
test('no route finds what belongs to another municipality, and nothing changes', onEveryRoute(async (operation) => {
  const token = await tokenFor({ municipality: 'kortenberg', scopes: [operation.action.scope] });
  expect(await refused(operation, sound(operation), token, [401, 403, 404, 409, 422])).toContain(operation.pathFields[0]);
}, ({ pathFields }) => pathFields.some((field) => !names.includes(field))));

test('no route opens a dossier to the citizen of another one, and nothing changes', onEveryRoute(async (operation) => {
  const token = await tokenFor({ kind: 'citizen', actor: 'citizen', scopes: [operation.action.scope], dossier: randomUUID() });
  expect(await refused(operation, sound(operation), token, [403])).toEqual(['dossier']);
}, ({ pathFields }) => pathFields.includes('dossier')));

test('an official of another municipality has no round and no calendar here', async () => {
  const { official, day } = z.object({ official: z.string(), day: z.string() }).parse(real);
  for (const [municipality, visits] of [['gent', 1], ['kortenberg', 0]] as const) {
    const headers = { Authorization: `Bearer ${await tokenFor({ municipality, scopes: ['appointments:round'] })}` };
    const round = await (await fetch(`${url}/officials/${official}/round?day=${day}`, { headers })).json();
    expect([municipality, z.object({ visits: z.array(z.unknown()) }).parse(round).visits.length]).toEqual([municipality, visits]);
    expect((await (await fetch(`${url}/officials/${official}/calendar`, { headers })).text()).includes('BEGIN:VEVENT')).toBe(visits > 0);
  }
});

test('the description of the API has every route, and only references that lead somewhere', async () => {
  const text = await (await fetch(new URL('/openapi.json', url))).text();
  const { paths, components } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string(), responses: z.record(z.string(), z.unknown()) }))), components: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(JSON.parse(text));
  expect(Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId)).toSorted()).toEqual(['health', ...operations.map(({ name }) => name)].toSorted());
  const references = [...new Set([...text.matchAll(/"\$ref":"#\/components\/([^"]+)"/g)].map(([, path = '']) => path))];
  expect(references.filter((path) => components[path.split('/')[0] ?? '']?.[path.split('/')[1] ?? ''] === undefined)).toEqual([]);
  expect([...text.matchAll(/"\$ref":"(?!#\/components\/)/g)]).toEqual([]);
});

test('what is compared does change when a request is right', async () => {
  const find = operations.find(({ name }) => name === 'journey.find');
  const before = dump();
  expect(find && (await send(find, sound(find), await tokenFor({ scopes: ['journey:find'] }))).status).toBe(200);
  expect(differences(before, dump())).not.toEqual([]);
});

interface Sent { readonly path: Readonly<Record<string, string>>; readonly given: Readonly<Record<string, unknown>>; readonly repeated?: string }

/** A request as the contract wants it, about things that exist. */
function sound(operation: Operation): Sent {
  const schema = jsonSchemaOf(operation.action.input, 'input');
  const values = Object.fromEntries([...operation.fields.keys()].map((field) => [field, field in real ? real[field] : sampleOf(schema.properties?.[field] ?? {})]));
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
  const { given } = base;
  const own = [...operation.fields.keys()].filter((field) => !operation.pathFields.includes(field));
  const wrong = own.flatMap((field) => {
    const values = operation.method === 'POST' ? wrongValues(schema.properties?.[field] ?? {}) : wrongTexts(schema.properties?.[field] ?? {});
    return values ? [values.map((value) => ({ field, request: { ...base, given: { ...given, [field]: value } } }))] : [];
  });
  const missing = own.filter((field) => schema.required?.includes(field)).map((field) => fc.constant({ field, request: { ...base, given: Object.fromEntries(Object.entries(given).filter(([name]) => name !== field)) } }));
  const twice = own.filter((field) => operation.method === 'GET' && !operation.fields.get(field)?.many).map((field) => fc.constant({ field, request: { ...base, given: { ...given, [field]: 'a' }, repeated: field } }));
  const path = operation.pathFields.map((field) => wrongPath(schema.properties?.[field] ?? {}).map((value) => ({ field, request: { ...base, path: { ...base.path, [field]: value } } })));
  const unknown = fc.tuple(fc.stringMatching(/^[a-z]{1,12}$/).filter((name) => !operation.fields.has(name)), fc.jsonValue()).map(([field, value]) => ({ field, request: { ...base, given: { ...given, [field]: operation.method === 'POST' ? value : 'x' } } }));
  const reserved = fc.constantFrom('__proto__', 'constructor', 'prototype').map((field) => ({ field, request: { ...base, given: Object.fromEntries([[field, 'x']]) } }));
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
  const fits = (text: string) => typeof schema['pattern'] === 'string' && !('format' in schema) && new RegExp(schema['pattern']).test(text);
  return fc.constantFrom('a\0b', ...('enum' in schema || 'format' in schema || 'pattern' in schema ? ['', 'x', 'x'.repeat(5_000)].filter((text) => !fits(text)) : []));
}

function wrongPath(schema: JsonSchema): fc.Arbitrary<string> {
  return fc.constantFrom('x'.repeat(2_000), 'a\0b', ...('format' in schema ? ['x', '../..', "1' OR '1'='1", 'null', '00000000-0000-0000-0000-00000000000g'] : []));
}

function typesOf(schema: JsonSchema): ReadonlySet<string> {
  const inner = [...schema.anyOf ?? [], ...schema.oneOf ?? []].flatMap((branch) => [...typesOf(branch)]);
  return new Set([...schema.type === undefined ? [] : [schema.type].flat(), ...inner]);
}

/** A value that a JSON Schema takes; enough of it for the contracts of this house. */
function sampleOf(schema: JsonSchema): unknown {
  const { enum: options, const: fixed, pattern, properties = {}, required = [] } = schema;
  const branch = [...schema.anyOf ?? [], ...schema.oneOf ?? []][0];
  if (branch) return sampleOf(branch);
  if (Array.isArray(options)) return options[0];
  if (fixed !== undefined) return fixed;
  if (schema['format'] === 'uuid') return randomUUID();
  if (schema['format'] === 'uri') return 'https://example.org/back';
  if (schema.type === 'array') return Array.from({ length: Number(schema['minItems'] ?? 0) }, () => sampleOf(schema.items ?? {}));
  if (schema.type === 'object') return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
  if (schema.type === 'integer') return Math.max(Number(schema['minimum'] ?? 0), 1);
  if (schema.type === 'boolean') return true;
  // A day of a time in which people live: a pattern knows any year.
  if (schema['format'] === 'date') return '2026-12-01';
  return typeof pattern === 'string' ? fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 7, numRuns: 1 })[0] : 'waarde';
}

interface Answer { readonly status: number; readonly type: string | null; readonly text: string }

async function send(operation: Operation, { path, given, repeated }: Sent, token: string | undefined): Promise<Answer> {
  const address = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, field: string) => encodeURIComponent(path[field] ?? ''));
  const query = operation.method === 'GET' ? new URLSearchParams(Object.entries(given).map(([name, value]): [string, string] => [name, String(value)])) : new URLSearchParams();
  if (repeated !== undefined) query.append(repeated, 'b');
  const response = await fetch(`${url}${address}${query.size > 0 ? `?${query.toString()}` : ''}`, {
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

/** Sends what must be refused; answers the top-level fields that the refusal names. */
async function refused(operation: Operation, request: Sent, token: string | undefined, due: readonly number[]): Promise<string[]> {
  const { status, type, text } = await send(operation, request, token);
  expect({ operation: operation.name, status: due.includes(status) ? due : status, type, text }).toEqual({ operation: operation.name, status: due, type: 'application/problem+json', text });
  const { issues, status: told } = problem.parse(JSON.parse(text));
  expect(told).toBe(status);
  return issues.map(({ name }) => name.split('.')[0] ?? '');
}

async function tokenFor(caller: Partial<Caller>, minutes = 60): Promise<string> {
  return (await t.house.issuer.issue({ ...as('clerk', 'tester'), ...caller }, minutes)).token;
}

type Dump = ReadonlyMap<string, string>;

/** Everything that the house and its sandboxes keep, table by table; but not that somebody was refused, which is noted of who asked for a citizen. */
function dump(): Dump {
  const files = readdirSync(t.dataDir, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.sqlite'));
  return new Map(files.flatMap((file) => {
    const database = new DatabaseSync(join(t.dataDir, file), { readOnly: true });
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all().map(({ name }) => String(name)).filter((name) => name !== 'audit_heads');
    const rows = tables.map((table): [string, string] => [`${file} ${table}`, database.prepare(`SELECT * FROM "${table}"`).all().filter(({ result }) => table !== 'audit_entries' || result !== 'refused').map((row) => JSON.stringify(row)).toSorted().join('\n')]);
    database.close();
    return rows;
  }));
}

/** The tables that are not the same: their names only, for their rows say little. */
function differences(before: Dump, after: Dump): string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((table) => before.get(table) !== after.get(table));
}

/** A town with something in every table: an ordered card after a visit, a payment that is awaited, two logins under way. */
async function populate(house: TestHouse): Promise<Readonly<Record<string, unknown>>> {
  const clerk = as('clerk', 'an.claes');
  await authoriseEverybody(house);
  const { dossier, cardNumber } = await anOrderedCard(house);
  const { visit } = await house.call<{ visit: string | null }>('biometrics.show', { dossier }, clerk);
  const { appointments: [seen] } = await house.call<{ appointments: { official: string; start: number }[] }>('appointments.ofDossier', { dossier }, clerk);
  const payer = await aCitizen(house);
  const opened = await house.call<{ dossier: string }>('request.openFor', { insz: payer.insz, why: 'citizen-called' }, clerk);
  const { slots } = await house.call<{ slots: { start: number }[] }>('appointments.offer', { dossier: opened.dossier, purpose: 'capture', ground: 'limited-availability' }, clerk);
  const { payment } = await house.call<{ payment: { payment: string } }>('request.submit', { dossier: opened.dossier, ground: 'limited-availability', start: slots[0]?.start, method: 'transfer', declaredBy: 'clerk', returnUrl: 'https://example.org/back' }, clerk);
  const { login } = await house.call<{ login: string }>('request.startLogin', { returnUrl: 'https://example.org/back', language: 'nl' }, as('website'));
  const { signIn } = await house.call<{ signIn: string }>('sign-in.begin', { returnUrl: 'https://example.org/back' }, as('website'));
  await house.idle();
  const unread = { municipality: 'gent', port: bpost, message: Object.keys(bpost.messages)[0] ?? '', id: 'not-understood', payload: { nonsense: true } };
  await takeInMessage(house.house.engine, unread).catch(() => undefined);
  const letter = await house.house.engine.store.reader('gent').first(letters, {});
  const item = await house.house.engine.store.reader('gent').first(items, {});
  return {
    dossier, visit, payment: payment.payment, login, signIn, cardNumber, insz: payer.insz, start: slots[1]?.start, device: 'tablet-1', official: seen?.official, day: dayOf(seen?.start ?? 0), from: dayOf(seen?.start ?? 0), employee: 'bp-1001',
    returnUrl: 'https://example.org/back', item: item?.id, letter: letter?.id,
  };
}
