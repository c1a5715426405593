import { X509Certificate, randomUUID } from 'node:crypto';
import { signMessage } from '#services/wire-kit/ws-security/sign-message.ts';
import { makeTestPartner, type TestPartner } from '#services/wire-kit/ws-security/test-partner.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { failures } from '#services/kernel/failure.ts';
import { envelope, openSoapGateway, type SoapGateway } from './open-soap-gateway.ts';

const now = Date.parse('2026-11-24T10:00:00Z');
let supplier: TestPartner;
let stranger: TestPartner;
let gateway: SoapGateway;
const vouched: Caller[] = [];
const secretMissing = failures('secret', { missing: { status: 503, retry: 'safe', title: 'A secret cannot be read.' } });

beforeAll(async () => {
  [supplier, stranger] = [await makeTestPartner('population register', now), await makeTestPartner('stranger', now)];
  gateway = await openSoapGateway({
    systems: [{ actor: 'system:population-register', scopes: ['parcels:read'], fingerprint256: fingerprintOf(supplier).toLowerCase(), rootsPem: () => supplier.root.certificatePem + supplier.intermediate.certificatePem }],
    realNow: () => now, vouch: async (caller) => { vouched.push(caller); return 'the word of the house'; },
  });
});
afterAll(() => gateway.close());
beforeEach(() => { gateway.seen.length = 0; vouched.length = 0; gateway.answerWith(() => ({})); });

function fingerprintOf({ leaf }: TestPartner): string {
  return new X509Certificate(leaf.certificatePem).fingerprint256;
}

const show = '<ParcelsShow><parcel>0197f3a1-0000-7000-8000-000000000001</parcel></ParcelsShow>';
const submit = '<ParcelsSubmit><parcel>0197f3a1-0000-7000-8000-000000000001</parcel><start>1</start></ParcelsSubmit>';
const idempotencyKey = { namespace: 'urn:eid-aan-huis:back-office:v1', local: 'IdempotencyKey' };
const signed = (body: string, { by = supplier, header = '', at = now, alsoSign = [] }: { by?: TestPartner; header?: string; at?: number; alsoSign?: { namespace: string; local: string }[] } = {}) => (
  signMessage(Buffer.from(envelope(body, header)), { ...by.signs, chainPem: [by.intermediate.certificatePem], alsoSign }, { now: at, newId: () => `_${randomUUID()}` }).xml
);
const tell = (raw: string, options: Parameters<SoapGateway['tell']>[1] = {}) => gateway.tell('', { raw, token: null, ...options });
const refused = (raw: string, options: Parameters<SoapGateway['tell']>[1] = {}) => gateway.refused('', { raw, token: null, ...options });

test('a message that is signed with the certificate that was agreed is a call of that system, for which the house vouches', async () => {
  expect((await tell(signed(show))).status).toBe(200);
  expect(vouched).toEqual([{ kind: 'system', actor: 'system:population-register', municipality: 'gent', scopes: ['parcels:read'] }]);
  expect(gateway.seen).toEqual([{ action: 'show', params: { parcel: '0197f3a1-0000-7000-8000-000000000001' }, meta: expect.objectContaining({ proof: 'the word of the house' }) }]);
});

test('a copy of a message is refused here, and elsewhere it is the same request: the message is its own key', async () => {
  const message = signed(submit);
  expect((await tell(message)).status).toBe(200);
  expect(await refused(message)).toMatchObject({ status: 401, failure: 'wss.replayed' });
  expect(gateway.seen).toEqual([expect.objectContaining({ action: 'submit', meta: expect.objectContaining({ idempotencyKey: expect.stringMatching(/^[0-9a-f]{64}$/) }) })]);
});

test('the key of the sender counts when it is signed, and an unsigned one is refused', async () => {
  const header = '<IdempotencyKey>once</IdempotencyKey>';
  expect((await tell(signed(submit, { header, alsoSign: [idempotencyKey] }))).status).toBe(200);
  expect(gateway.seen).toEqual([expect.objectContaining({ meta: expect.objectContaining({ idempotencyKey: 'once' }) })]);
  expect(await refused(signed(submit, { header }))).toMatchObject({ status: 401, failure: 'wss.wrapped' });
});

test.each<[what: string, raw: () => string, status: number, failure: string, options: Parameters<SoapGateway['tell']>[1]]>([
  ['the certificate of somebody else', () => signed(show, { by: stranger }), 401, 'wss.untrusted-certificate', {}],
  ['a message that was changed', () => signed(show).replace('000000000001', '000000000002'), 401, 'wss.altered', {}],
  ['an unsigned message', () => envelope(show), 401, 'gateway.token-missing', {}],
  ['an old message', () => signed(show, { at: now - 3_600_000 }), 401, 'wss.expired', {}],
  ['a message from the future', () => signed(show, { at: now + 3_600_000 }), 401, 'wss.not-yet-valid', {}],
  ['a second Body around the signed one', () => signed(show).replace(/<s:Body.*<\/s:Body>/s, (body) => `<s:Body>${submit}</s:Body><w xmlns="urn:w">${body}</w>`), 400, 'wss.malformed', {}],
  ['a signed Body that moved into the Header', () => signed(show).replace(/<s:Body.*<\/s:Body>/s, `<s:Body>${submit}</s:Body>`).replace('</s:Header>', `${/<s:Body.*<\/s:Body>/s.exec(signed(show))?.[0] ?? ''}</s:Header>`), 401, 'wss.wrapped', {}],
  ['a signature beside a bearer token', () => signed(show), 400, 'soap.two-credentials', { token: 'good' }],
  ['a signed message to a municipality that knows no such system', () => signed(show), 401, 'gateway.token-missing', { nis: '24055' }],
])('%s is refused, and nothing is called or vouched for', async (_what, raw, status, failure, options) => {
  expect(await refused(raw(), options)).toMatchObject({ code: 'Client', status, failure });
  expect([gateway.seen, vouched]).toEqual([[], []]);
});

test('a bearer token still counts where systems sign', async () => {
  expect((await gateway.tell(show)).status).toBe(200);
});

test('another certificate of the same authority is refused', async () => {
  const same = await openSoapGateway({ systems: [{ actor: 'system:other', scopes: [], fingerprint256: fingerprintOf(stranger), rootsPem: () => supplier.root.certificatePem + supplier.intermediate.certificatePem }], realNow: () => now });
  expect(await same.refused('', { raw: signed(show), token: null })).toMatchObject({ status: 401, failure: 'wss.wrong-certificate' });
  await same.close();
});

test.each([
  ['are not there', () => { throw secretMissing.missing({ issues: [{ in: 'body', name: 'file:/agreed/roots.pem', detail: 'nothing stands there' }] }); }],
  ['are no certificates', () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
])('where the certificates of the authorities %s, the caller may try again and is not told where they stand', async (_what, rootsPem) => {
  const broken = await openSoapGateway({ systems: [{ actor: 'system:other', scopes: [], fingerprint256: fingerprintOf(supplier), rootsPem }], realNow: () => now });
  const { text } = await broken.tell('', { raw: signed(show), token: null });
  expect(text).toContain('<faultcode>soap:Server</faultcode>');
  expect(text).toContain('<eid:failure>soap.trust-unreadable</eid:failure><eid:again>true</eid:again>');
  expect(text).not.toContain('agreed');
  expect(broken.logged).toEqual([expect.stringContaining('cannot be read {"municipality":"gent"}')]);
  await broken.close();
});
