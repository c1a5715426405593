import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { z } from 'zod';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { childNamed, childrenNamed, childText, optionalChild } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { testKeys } from '#services/wire-kit/ws-security/test-keys.ts';
import { failures, issuesOf } from '#services/kernel/failure.ts';
import { bpost, deliveryEvent, type certificationMessage, type deliveryMessage } from '../../bpost.port.ts';
import { bpostKeys } from '../../sandbox/served/bpost-keys.ts';
import { tellHouse } from '../../sandbox/served/tell-house.ts';
import { deliveryMessagesNamespace as namespace, soapNamespace } from '../../wire/delivery-message-names.ts';
import { deliveryServiceSettings } from './delivery-service-settings.ts';
import { deliveryService } from './delivery-service.ts';

const start = Date.parse('2026-11-24T09:00:00Z');
const folder = mkdtempSync(join(tmpdir(), 'eid-delivery-service-'));
const houseFailures = failures('message', { 'not-understood': { status: 400, retry: 'never', title: 'This message is not what was agreed with its sender; it was refused.' } });
const cut = failures('port', { 'switched-off': { status: 503, retry: 'safe', title: 'An administrator has cut the connection with that system for now.' } });

/** The house as a connector knows it: it judges by the port, takes each id in once, and may be closed. */
const taken = new Map<string, unknown>();
let handed = 0;
let closed = false;
const deliver = async (message: string, id: string, payload: unknown): Promise<void> => {
  if (closed) throw cut['switched-off']();
  handed += 1;
  const parsed = bpost.messages[message === 'certification' ? 'certification' : 'delivery'].payload.safeParse(payload);
  if (!parsed.success) throw houseFailures['not-understood']({ issues: issuesOf(parsed.error, 'body') });
  if (!taken.has(id)) taken.set(id, parsed.data);
};

let now = start;
let server: ServedHandler;
const password = 'correct horse battery';
const settings = deliveryServiceSettings.parse({
  soap: { trustRoots: `file:${bpostKeys.rootFile(folder)}`, signedBy: { subject: bpostKeys.subjectOf('bpost') } }, rest: { user: 'bpost', password: 'env:BPOST_PASSWORD' },
});
beforeAll(async () => {
  await bpostKeys.open(folder, start);
  server = await serveHandler((url) => deliveryService({
    config: settings, municipality: { id: 'gent', nis: '44021' }, formerly: () => [{ nis: '44001', url: `${url}/former` }], now: () => now, realNow: () => now, random: () => 0.5, fetch, deliver, url: () => url,
    secret: (reference) => (reference.startsWith('file:') ? readFileSync(reference.slice('file:'.length), 'utf8') : password),
  }));
});
afterAll(async () => { await server.close(); rmSync(folder, { recursive: true }); });
beforeEach(() => { taken.clear(); [handed, closed, now] = [0, false, start]; });

type Payload = z.output<typeof deliveryMessage>;
const payload: Payload = { reference: 'dossier-1', event: 'attempt-failed', at: start, sequence: 3, employee: 'bp-1001', reason: 'not-home', moment: null };
const tell = (id: string, told: Payload = payload, nis = '44021') => tellHouse({ folder, realNow: () => now, fetch, municipality: { id: 'gent', nis } }, server.url)('delivery', id, told);

const fieldsOf = ({ at, moment, ...others }: Payload) => ({
  municipality: '44021',
  ...Object.fromEntries(Object.entries(others).filter(([, value]) => value !== null)), at: new Date(at).toISOString(),
  ...(moment && { moment: { start: new Date(moment.start).toISOString(), end: new Date(moment.end).toISOString() } }),
});
const post = (body: unknown, credentials = `bpost:${password}`, type = 'application/json', path = 'messages') => fetch(`${server.url}/${path}`, {
  method: 'POST', headers: { 'content-type': type, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }, body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe('what bpost tells comes in as it was told', () => {
  const text = (maxLength: number) => fc.string({ unit: 'grapheme', minLength: 1, maxLength }).map((told) => told.replaceAll(/[\p{C}\p{Z}\uFFFE\uFFFF]/gu, '_').slice(0, maxLength)).filter((told) => told.isWellFormed());
  const instant = fc.integer({ min: start - 1e10, max: start + 1e10 });
  const anything = fc.record<Payload>({
    reference: text(100), event: fc.constantFrom(...deliveryEvent.options), at: instant, sequence: fc.integer({ min: 1, max: 999_999_999 }),
    employee: fc.option(text(50)), reason: fc.option(text(80)), moment: fc.option(fc.record({ start: instant, end: instant })),
  });

  test('by its SOAP service, whatever it tells', async () => {
    await fc.assert(fc.asyncProperty(fc.uuid(), anything, async (id, told) => {
      await tell(id, told);
      expect(taken.get(id)).toEqual(told);
    }), { numRuns: 60 });
  });
  test('by its REST twin, whatever it tells', async () => {
    await fc.assert(fc.asyncProperty(fc.uuid(), anything, async (id, told) => {
      const answer = await post({ messageId: id, ...fieldsOf(told) });
      expect([answer.status, await answer.json()]).toEqual([200, { messageId: id }]);
      expect(taken.get(id)).toEqual(told);
    }), { numRuns: 60 });
  });
  test('with a field that a later version has, which is left', async () => {
    const id = randomUUID();
    expect((await post({ messageId: id, ...fieldsOf(payload), weather: 'rain' })).status).toBe(200);
    expect(taken.get(id)).toEqual(payload);
  });
});

describe('who may handle cards', () => {
  const certified: z.output<typeof certificationMessage> = { employee: 'bp-2001', event: 'certified', at: start, sequence: 1, validFrom: '2026-12-01', validUntil: '2027-11-30', evidence: 'C-17', training: null };
  const withdrawn = { ...certified, event: 'withdrawn', sequence: 2, validFrom: null, validUntil: null, evidence: null } as const;
  const tellOf = (id: string, told: object, nis = '44021') => tellHouse({ folder, realNow: () => now, fetch, municipality: { id: 'gent', nis } }, server.url)('certification', id, { ...told });

  test('comes in as it was told, by SOAP and by its REST twin, and a repeat is taken in once', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    for (const _ of [1, 2]) await tellOf(one, certified);
    const fields = { messageId: other, municipality: '44021', employee: 'bp-2001', event: 'withdrawn', at: new Date(start).toISOString(), sequence: 2 };
    expect((await post(fields, undefined, undefined, 'certifications')).status).toBe(200);
    expect([...taken]).toEqual([[one, certified], [other, withdrawn]]);
  });
  test.each<[string, object, string]>([
    ['without a last day', { validUntil: null }, 'validUntil'], ['that ends before it begins', { validUntil: '2026-11-30' }, 'validUntil'], ['without a number', { evidence: null }, 'evidence'],
    ['of somebody who is named', { employee: 'Els Peeters' }, 'employee'], ['of somebody known by a national number', { employee: '85073003328' }, 'employee'], ['that says something else', { event: 'promoted' }, 'event'],
  ])('a certificate %s is refused for good, and the field is named', async (_what, changes, field) => {
    const { at, ...told } = { ...certified, ...changes };
    const fields = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null));
    const answer = await post({ messageId: randomUUID(), municipality: '44021', at: new Date(at).toISOString(), ...fields }, undefined, undefined, 'certifications');
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ again: false, issues: [expect.objectContaining({ name: field })] })]);
    await expect(tellOf(randomUUID(), { ...certified, ...changes })).rejects.toThrow('was not taken in');
    expect(taken.size).toBe(0);
  });
  test('is not believed unsigned, without the password, or when it is for another municipality', async () => {
    const content = `<certificationMessage xmlns="${namespace}"><messageId>${randomUUID()}</messageId><municipality>44021</municipality><employee>bp-2001</employee><event>certified</event><at>2026-11-24T10:00:00+01:00</at><sequence>3</sequence></certificationMessage>`;
    expect(await send(`<s:Envelope xmlns:s="${soapNamespace}"><s:Body>${content}</s:Body></s:Envelope>`)).toMatchObject({ code: 'wss.not-signed' });
    expect(await send(signed(content, await bposts()).replace('>certified<', '>withdrawn<'))).toMatchObject({ code: 'wss.altered' });
    expect((await post({}, 'bpost:wrong', undefined, 'certifications')).status).toBe(401);
    await expect(tellOf(randomUUID(), withdrawn, '24055')).rejects.toThrow('was not taken in');
    expect(handed).toBe(0);
  });
});

test('a message is acknowledged when the house has it, and one that is repeated is acknowledged again', async () => {
  const id = randomUUID();
  closed = true;
  await expect(tell(id)).rejects.toThrow('was not taken in');
  const refused = await post({ messageId: id, ...fieldsOf(payload) });
  expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([503, '5', expect.objectContaining({ type: 'urn:problem-type:eid:delivery-message.not-now', again: true })]);
  closed = false;
  await tell(id);
  await tell(id.toUpperCase());
  expect((await post({ messageId: id, ...fieldsOf(payload) })).status).toBe(200);
  expect([handed, taken.size]).toEqual([3, 1]);
});

const signed = (content: string, { key, certificate }: { key: string; certificate: string }, at = now) =>
  signMessage(Buffer.from(`<s:Envelope xmlns:s="${soapNamespace}"><s:Body>${content}</s:Body></s:Envelope>`), { certificatePem: certificate, privateKey: key }, { now: at, newId: () => `_${randomUUID()}` }).xml;
const bposts = async () => (await bpostKeys.open(folder, start)).of('bpost');
const contentOf = (changes: Readonly<Record<string, string>> = {}) => {
  const fields = { messageId: randomUUID(), municipality: '44021', reference: 'dossier-1', event: 'returned', at: '2026-11-24T10:00:00+01:00', sequence: '4', ...changes };
  return `<deliveryMessage xmlns="${namespace}">${Object.entries(fields).map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</deliveryMessage>`;
};
const send = async (xml: string | Buffer) => {
  const answer = await fetch(`${server.url}/soap`, { method: 'POST', headers: { 'content-type': 'text/xml' }, body: xml });
  const body = childNamed(readXml(Buffer.from(await answer.arrayBuffer())), 'Body', soapNamespace);
  const fault = optionalChild(body, 'Fault', soapNamespace);
  if (!fault) return { status: answer.status };
  const detail = childNamed(childNamed(fault, 'detail', ''), 'deliveryFault', namespace);
  return {
    status: answer.status, faultcode: childText(fault, 'faultcode', ''), code: childText(detail, 'code', namespace), again: childText(detail, 'again', namespace),
    fields: childrenNamed(detail, 'field', namespace).map((field) => childText(field, 'name', namespace)),
  };
};

describe('a message that is not what was agreed', () => {
  test.each<[string, Record<string, string>, string]>([
    ['with an event that nobody knows', { event: 'teleported' }, 'event'], ['without a moment in time', { at: 'yesterday' }, 'at'], ['with a time that has no zone', { at: '2026-11-24T10:00:00' }, 'at'],
    ['with a sequence that is no number', { sequence: 'first' }, 'sequence'], ['with a reference that is too long', { reference: 'x'.repeat(101) }, 'reference'],
    ['with half a moment', { moment: '<start>2026-11-24T10:00:00Z</start>' }, 'moment.end'],
  ])('%s is refused for good, and the field is named', async (_what, changes, field) => {
    expect(await send(signed(contentOf(changes), await bposts()))).toEqual({ status: 500, faultcode: 'soap:Client', code: 'message.not-understood', again: 'false', fields: [field] });
    expect(taken.size).toBe(0);
  });
  test('without an id of its own is not handed on: its repeat could not be told from another', async () => {
    expect(await send(signed(contentOf({ messageId: '1' }), await bposts()))).toMatchObject({ code: 'delivery-message.unreadable', fields: ['messageId'] });
    expect(await (await post(fieldsOf(payload))).json()).toMatchObject({ status: 400, again: false, issues: [{ name: 'messageId' }] });
    expect(handed).toBe(0);
  });
  test.each<[string, string]>([['nothing', ''], ['two messages', `${contentOf()}${contentOf()}`], ['something else', '<order xmlns="urn:x"/>'], ['a message of another version', contentOf().replace(namespace, namespace.replace('v1', 'v2'))]])('that holds %s is refused', async (_what, content) => {
    expect(await send(signed(content, await bposts()))).toMatchObject({ faultcode: 'soap:Client', code: 'delivery-message.unreadable', again: 'false' });
  });
});

describe('a message for another municipality, signed by bpost all the same,', () => {
  test.each([['one nearby', '24055', 'delivery-message.not-for-us'], ['one whose code begins alike', '440210', 'delivery-message.unreadable'], ['none', '', 'delivery-message.unreadable']])('for %s is refused and not kept', async (_whom, municipality, code) => {
    expect(await send(signed(contentOf({ municipality }), await bposts()))).toEqual({ status: 500, faultcode: 'soap:Client', code, again: 'false', fields: ['municipality'] });
    const answer = await post({ messageId: randomUUID(), ...fieldsOf(payload), municipality });
    expect([answer.status, await answer.json()]).toEqual([code === 'delivery-message.not-for-us' ? 403 : 400, expect.objectContaining({ type: `urn:problem-type:eid:${code}`, again: false, issues: [expect.objectContaining({ name: 'municipality' })] })]);
    expect(handed).toBe(0);
  });
  test('is not read from where nothing is signed, nor taken without it', async () => {
    const xml = signed(contentOf({ municipality: '24055' }), await bposts());
    expect(await send(xml.replace('>24055<', '>44021<'))).toMatchObject({ code: 'wss.altered' });
    expect(await send(signed(contentOf().replace('<municipality>44021</municipality>', ''), await bposts()))).toMatchObject({ code: 'delivery-message.unreadable', fields: ['municipality'] });
    expect(await send(signed(contentOf().replace('<municipality>', '<municipality>24055</municipality><municipality>'), await bposts()))).toMatchObject({ code: 'xml.unexpected' });
    expect(handed).toBe(0);
  });
  test('is taken in when it names this one as it was called before a merger', async () => {
    const id = randomUUID();
    await tell(id, payload, '44001');
    expect(taken.get(id)).toEqual(payload);
    await expect(tell(randomUUID(), payload, '24055')).rejects.toThrow('was not taken in');
  });
});

describe('a message that bpost did not sign is not handed on:', () => {
  afterEach(() => { expect(handed).toBe(0); });
  const foreign = testKeys('Sandbox of bpost', ['bpost']);

  test('one without a signature', async () => {
    expect(await send(`<s:Envelope xmlns:s="${soapNamespace}"><s:Body>${contentOf()}</s:Body></s:Envelope>`)).toMatchObject({ faultcode: 'soap:Client', code: 'wss.not-signed' });
  });
  test('one of somebody with the same name below another root', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'eid-foreign-'));
    expect(await send(signed(contentOf(), (await foreign.open(elsewhere, start)).of('bpost')))).toMatchObject({ code: 'wss.untrusted-certificate' });
    rmSync(elsewhere, { recursive: true });
  });
  test('one that was changed on the way', async () => {
    const xml = signed(contentOf({ event: 'returned' }), await bposts());
    expect(await send(xml.replace('>returned<', '>handed-over<'))).toMatchObject({ code: 'wss.altered' });
  });
  test('one whose signature covers another Body than the one that counts', async () => {
    const xml = signed(contentOf({ event: 'returned' }), await bposts());
    const body = /<s:Body.*<\/s:Body>/s.exec(xml)?.[0] ?? '';
    const wrapped = xml.replace('<s:Header>', `<s:Header><x:old xmlns:x="urn:x">${body}</x:old>`).replace(body, `<s:Body>${contentOf({ event: 'handed-over' })}</s:Body>`);
    expect(wrapped).not.toBe(xml);
    expect(await send(wrapped)).toMatchObject({ code: expect.stringMatching(/^wss\.(wrapped|altered|malformed)$/) });
  });
  test.each([['that is old', -3_600_000, 'wss.expired'], ['from the future', 3_600_000, 'wss.not-yet-valid']])('one %s', async (_which, ago, code) => {
    expect(await send(signed(contentOf(), await bposts(), start + ago))).toMatchObject({ code });
  });
  test.each([
    ['a document type', `<!DOCTYPE x [<!ENTITY a "b">]><s:Envelope xmlns:s="${soapNamespace}"><s:Body>&a;</s:Body></s:Envelope>`, 'xml.forbidden'],
    ['entities that grow', `<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><x>&b;</x>`, 'xml.forbidden'],
    ['no end', '<s:Envelope', 'xml.malformed'], ['more than is taken', `<x>${'y'.repeat(70_000)}</x>`, 'xml.too-large'],
  ])('one with %s', async (_what, xml, code) => {
    expect(await send(xml)).toMatchObject({ code });
  });
  test('and by the REST twin one without the password of this municipality', async () => {
    for (const credentials of ['', 'bpost', 'bpost:', `bpost:${password} `, `bpost:${password.slice(0, -1)}`, `Bpost:${password}`, 'admin:admin']) {
      const answer = await post({ messageId: randomUUID(), ...fieldsOf(payload) }, credentials);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Basic realm="delivery messages"']);
    }
  });
  test.each([['no JSON', '{', 'application/json'], ['a field twice', '{"event":"returned","event":"handed-over"}', 'application/json'], ['a list', '[]', 'application/json'], ['another type', '{}', 'text/plain'], ['more than is taken', JSON.stringify({ x: 'y'.repeat(70_000) }), 'application/json']])('by the REST twin %s', async (_what, body, type) => {
    const answer = await post(body, undefined, type);
    expect([answer.status, await answer.json()]).toEqual([400, expect.objectContaining({ type: 'urn:problem-type:eid:delivery-message.unreadable', again: false })]);
  });
});

test('the contract is published where the service stands, and points there', async () => {
  const wsdl = await (await fetch(`${server.url}/soap?wsdl`)).text();
  expect(wsdl).toContain(`location="${server.url}/soap"`);
  expect(wsdl).toContain(`schemaLocation="${server.url}/soap?xsd"`);
  expect(await (await fetch(`${server.url}/soap?xsd`)).text()).toContain(`targetNamespace="${namespace}"`);
  const document = z.object({ components: z.object({ schemas: z.object({ DeliveryMessage: z.object({ properties: z.object({ event: z.object({ enum: z.array(z.string()) }) }) }) }) }) }).parse(await (await fetch(`${server.url}/messages`)).json());
  expect(document.components.schemas.DeliveryMessage.properties.event.enum).toEqual(deliveryEvent.options);
  for (const path of ['/soap', '/other', '/messages/x']) expect((await fetch(`${server.url}${path}`)).status).toBe(404);
});

test('a service that was not agreed is not there', async () => {
  const none = deliveryService({ config: {}, municipality: { id: 'gent', nis: '44021' }, now: () => now, realNow: () => now, random: () => 0.5, fetch, deliver, url: () => '', secret: () => '' });
  for (const path of ['/soap', '/messages']) expect(await none({ method: 'POST', path, query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) })).toEqual({ status: 404 });
});
