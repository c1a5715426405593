import { X509Certificate, randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as fc from 'fast-check';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { makeTestPartner, type TestPartner } from '#services/wire-kit/ws-security/test-partner.ts';
import { writeXml } from '#services/wire-kit/write-xml.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, clockFrom, newDataDir, openTestHouse } from '#tools/test-house/open-test-house.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { jsonSchemaOf, type JsonSchema } from '../input-fields.ts';
import { surfaceOf } from '../surface.ts';
import { contentIn, envelope, toldIn } from './open-soap-gateway.ts';
import { readValue } from './read-value.ts';
import { soapOperationsOf, type SoapOperation } from './soap-operation.ts';
import { writeValue } from './write-value.ts';

/** The whole house behind its SOAP front: two towns, real tokens, a back-office system that signs. */

let t: ServedHouse;
let supplier: TestPartner;
let operations: ReadonlyMap<string, SoapOperation>;
const realNow = clockFrom();

beforeAll(async () => {
  supplier = await makeTestPartner('population register', realNow());
  t = await openServedHouse({
    publish: {
      soap: 'all',
      systems: [{ actor: 'system:population-register', scopes: ['request:open', 'journey:read'], fingerprint256: new X509Certificate(supplier.leaf.certificatePem).fingerprint256, trustRoots: 'file:/agreed/roots.pem' }],
    },
    house: { realNow, secret: (reference) => (reference === 'file:/agreed/roots.pem' ? supplier.root.certificatePem + supplier.intermediate.certificatePem : '') },
  });
  operations = new Map(soapOperationsOf(surfaceOf(t.house.plugins)).map((made) => [made.operation.name, made]));
});
afterAll(() => t.stop());

interface Options { readonly token?: string; readonly header?: string; readonly nis?: string; readonly sign?: boolean }
const made = (action: string): SoapOperation => operations.get(action) ?? (() => { throw new Error(`no operation ${action}`); })();
const tokenOf = async (caller: Partial<Caller> = {}) => (await t.house.issuer.issue({ ...as('clerk', 'an.claes'), ...caller }, 60)).token;

async function tell(action: string, input: unknown, { token, header = '', nis = '44021', sign = false }: Options) {
  const unsigned = envelope(writeXml(writeValue(made(action).name, input, made(action).input)), header);
  const body = sign ? signMessage(Buffer.from(unsigned), { ...supplier.signs, chainPem: [supplier.intermediate.certificatePem] }, { now: realNow(), newId: () => `_${randomUUID()}` }).xml : unsigned;
  const response = await fetch(`${t.url}/soap/${nis}`, { method: 'POST', headers: { 'Content-Type': 'text/xml', ...(token !== undefined && { Authorization: `Bearer ${token}` }) }, body });
  return { status: response.status, type: response.headers.get('content-type'), headers: response.headers, text: await response.text() };
}

async function answer(action: string, input: unknown, options: Options): Promise<{ readonly value: unknown; readonly headers: Headers }> {
  const { status, text, headers } = await tell(action, input, options);
  if (status !== 200) throw new Error(text);
  return { value: readValue(contentIn(text), made(action).output).value, headers };
}

test('SOAP and JSON give the same answer to the same question', async () => {
  const { insz } = await aCitizen(t);
  const token = await tokenOf();
  const { dossier } = await t.call<{ dossier: string }>('request.openFor', { insz, why: 'at-counter' }, as('clerk'));
  await t.idle();
  for (const [action, path, input] of [
    ['journey.show', `/dossiers/${dossier}`, { dossier }], ['request.overview', `/dossiers/${dossier}/overview`, { dossier }], ['request.status', `/dossiers/${dossier}/status`, { dossier }],
    ['appointments.offer', `/dossiers/${dossier}/moments?purpose=capture&ground=disability`, { dossier, purpose: 'capture', ground: 'disability' }], ['journey.list', '/dossiers?open=true', { open: 'true' }],
  ] as const) {
    const json: unknown = await (await fetch(`${t.url}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } })).json();
    expect([action, (await answer(action, input, { token })).value]).toEqual([action, json]);
  }
});

test('a command with the same key is carried out once', async () => {
  const { insz } = await aCitizen(t);
  const options = { token: await tokenOf(), header: '<IdempotencyKey>open-1</IdempotencyKey>' };
  const first = await answer('request.openFor', { insz, why: 'at-counter' }, options);
  const again = await answer('request.openFor', { insz, why: 'at-counter' }, options);
  expect(again.value).toEqual(first.value);
  expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([null, 'true']);
  expect(toldIn(await tell('request.openFor', { insz, why: 'citizen-called' }, options))).toMatchObject({ code: 'Client', failure: 'idempotency.key-reused' });
});

test('a system that signs is in the history under its own name, and may what was agreed and no more', async () => {
  const { insz } = await aCitizen(t);
  const { value } = await answer('request.openFor', { insz, why: 'at-counter' }, { sign: true });
  expect((await answer('journey.show', value, { sign: true })).value).toMatchObject({ timeline: [{ by: 'system:population-register' }] });
  expect(toldIn(await tell('request.overview', value, { sign: true }))).toMatchObject({ code: 'Client', status: 403, failure: 'caller.scope-missing' });
});

test('every operation is refused to a caller without its scope, to one of another municipality, and at the address of another one', async () => {
  expect(operations.size).toBeGreaterThan(50);
  for (const { operation } of operations.values()) {
    const input = sampleOf(jsonSchemaOf(operation.action.input, 'input'), '');
    const { scope } = operation.action;
    const told = await Promise.all([
      tell(operation.name, input, { token: await tokenOf({ scopes: ['other:*', `${scope}x`] }) }), tell(operation.name, input, { token: await tokenOf({ scopes: [scope], municipality: 'kortenberg' }) }),
      tell(operation.name, input, { token: await tokenOf({ scopes: [scope] }), nis: '24055' }), tell(operation.name, input, {}),
    ]);
    expect([operation.name, ...told.map((refused) => toldIn(refused)).map(({ status, failure }) => `${status} ${failure}`)])
      .toEqual([operation.name, '403 caller.scope-missing', '403 soap.other-municipality', '403 soap.other-municipality', '401 gateway.token-missing']);
  }
});

test('what a town does not publish cannot be called there', async () => {
  const token = await tokenOf({ municipality: 'kortenberg' });
  expect(toldIn(await tell('request.openFor', { insz: '85073003328', why: 'at-counter' }, { token, nis: '24055' }))).toMatchObject({ status: 404, failure: 'soap.unknown-operation' });
  expect((await answer('journey.list', {}, { token, nis: '24055' })).value).toEqual({ dossiers: [], total: 0 });
});

test('a house in which a town publishes what nobody offers does not start', async () => {
  const dataDir = newDataDir();
  await expect(openTestHouse({ dataDir, publish: { soap: ['journey.shwo'] } })).rejects.toThrow("municipality 'gent': publish.soap names 'journey.shwo', which no plugin offers to the outside");
  rmSync(dataDir, { recursive: true, force: true });
});

/** Values that have more than a form. */
const known: Readonly<Record<string, unknown>> = { insz: '85073003328', cardNumber: '591-1917064-58', start: 1_795_600_000_000, returnUrl: 'https://example.org/back' };

/** A value that the contract takes. */
function sampleOf(schema: JsonSchema, name: string): unknown {
  const { enum: options, pattern, properties = {}, required = [] } = schema;
  if (name in known) return known[name];
  if (Array.isArray(options)) return options[0];
  if ('const' in schema) return schema['const'];
  if (schema['format'] === 'uuid') return randomUUID();
  if (schema['format'] === 'date') return '2026-11-24';
  if (schema.type === 'object') return Object.fromEntries(required.map((field) => [field, sampleOf(properties[field] ?? {}, field)]));
  if (schema.type === 'array') return [sampleOf(schema.items ?? {}, '')];
  if (schema.type === 'integer') return Math.max(Number(schema['minimum'] ?? 1), 1);
  if (typeof pattern === 'string') return fc.sample(fc.stringMatching(new RegExp(pattern)), { seed: 7, numRuns: 1 })[0];
  return schema.type === 'boolean' ? true : 'sample';
}
