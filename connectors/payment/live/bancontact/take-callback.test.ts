import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CompactSign, flattenedVerify, importJWK } from 'jose';
import { z } from 'zod';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { failures } from '#services/kernel/failure.ts';
import type { WayIn, WireRequest } from '#services/kernel/wire.ts';
import { publishedKeys, signCallback } from '../../sandbox/served/callback-keys.ts';
import { openWireBooks } from '../../sandbox/served/wire-books.ts';
import { paymentLive } from '../payment-live.ts';
import { openSenderKeys } from './sender-keys.ts';
import { verifyCallback } from './verify-callback.ts';

/** What Bancontact Pay, or somebody who says that he is, may call us with. */

const ours = 'https://house.example/inbound/44021/payment';
const [profileId, paymentId] = ['5f0000000000000000000001', 'd927a7c8cca3392907808ef2'];
const start = Date.parse('2026-11-24T09:00:00Z');
const hour = 3_600_000;
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const published = (kid: string, { publicKey }: { publicKey: KeyObject } = pair, more: object = {}) => ({ ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig', ...more });

let keys: object[];
let keysAsked: number;
let keysDown: boolean;
let keyServer: ServedHandler;
let now: number;
let delivered: unknown[][];
let refusesWith: Error | undefined;
let former: readonly string[];
let way: (request: WireRequest) => Promise<{ status: number; body?: string | Uint8Array }>;
const busy = failures('port', { 'switched-off': { status: 503, retry: 'safe', title: 'cut' } });

beforeAll(async () => {
  keyServer = await serveHandler(() => () => { keysAsked += 1; return Promise.resolve(keysDown ? { status: 503 } : { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ keys }) }); });
});
afterAll(() => keyServer.close());
beforeEach(() => {
  [keys, keysAsked, keysDown, now, delivered, refusesWith, former] = [[{ kty: 'RSA', kid: 'k-1', n: 'AQAB', e: 'AQAB' }, published('k-1')], 0, false, start, [], undefined, []];
  way = openWay({ keysUrl: `${keyServer.url}/jwks` }) ?? (() => Promise.resolve({ status: 404 }));
});
function openWay(bancontact: object, more: object = {}): WayIn | undefined {
  const config: unknown = paymentLive.config.parse({
    account: { iban: 'BE68539007547034', beneficiary: 'Stad' }, servedBy: {}, bancontact: { url: 'https://merchant.example', apiKey: 'env:KEY', profileId, ...bancontact }, ...more,
  });
  return paymentLive.inbound?.({
    config, municipality: { id: 'gent', nis: '44021' }, now: () => now, realNow: () => now, random: () => 0.5, fetch, secret: () => 'key', url: () => ours, formerly: () => former.map((nis) => ({ nis, url: ours.replace('44021', nis) })),
    deliver: (...message) => { if (refusesWith) return Promise.reject(refusesWith); delivered.push(message); return Promise.resolve(); },
  });
}

const claims = (changes: object = {}) => ({
  typ: 'jose+json', kid: 'k-1', alg: 'ES256', 'https://payconiq.com/sub': profileId, 'https://payconiq.com/iss': 'Payconiq', 'https://payconiq.com/iat': new Date(start).toISOString(), 'https://payconiq.com/jti': 'j-1',
  'https://payconiq.com/path': `${ours}/bancontact`, crit: ['sub', 'iss', 'iat', 'jti', 'path'].map((name) => `https://payconiq.com/${name}`), ...changes,
});
const content = JSON.stringify({ paymentId, status: 'SUCCEEDED', amount: 2_500 });
interface Making { readonly header?: object; readonly body?: string; readonly key?: KeyObject; readonly encoding?: 'der' | 'ieee-p1363' }
const signed = ({ header = claims(), body = content, key = pair.privateKey, encoding = 'ieee-p1363' }: Making = {}) => {
  const encoded = Buffer.from(JSON.stringify(header)).toString('base64url');
  return `${encoded}..${sign('sha256', Buffer.from(`${encoded}.${Buffer.from(body).toString('base64url')}`), { key, dsaEncoding: encoding }).toString('base64url')}`;
};
const call = (signature: string | null | undefined = signed(), body = content, path = '/bancontact') => way({ method: 'POST', path, query: new URLSearchParams(), headers: { 'content-type': 'application/json', signature: signature ?? undefined }, body: Buffer.from(body) });

test('what Bancontact Pay signed is taken in as a hint at one payment, and nothing else of it', async () => {
  expect((await call()).status).toBe(200);
  expect(delivered).toEqual([['statusChanged', expect.stringMatching(/^[0-9a-f]{64}$/), { paymentId }]]);
});
test('after a merger a callback of a payment that began before it is taken in: it is signed for the former address', async () => {
  const before = signed({ header: claims({ 'https://payconiq.com/path': `${ours.replace('44021', '44001')}/bancontact` }) });
  expect((await call(before)).status).toBe(403);
  former = ['44001'];
  expect((await call(before)).status).toBe(200);
  expect((await call()).status).toBe(200);
  expect((await call(signed({ header: claims({ 'https://payconiq.com/path': `${ours.replace('44021', '44002')}/bancontact` }) }))).status).toBe(403);
});
test('a way in that is disposed of keeps no connection to where the keys and the payments are', async () => {
  const standing = new Set<Socket>();
  const server = createServer((_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys })); })
    .on('connection', (socket: Socket) => { standing.add(socket); socket.once('close', () => standing.delete(socket)); }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const one = openWay({ keysUrl: `${url}/jwks` }, { mollie: { url, apiKey: 'env:KEY' } });
  await one?.({ method: 'POST', path: '/bancontact', query: new URLSearchParams(), headers: { signature: signed() }, body: Buffer.from(content) });
  await one?.({ method: 'POST', path: '/mollie', query: new URLSearchParams(), headers: {}, body: Buffer.from('id=tr_d927a7c8cca3392907808ef2') }).catch(() => undefined);
  expect(standing.size).toBe(2);
  const closed = Promise.all([...standing].map((socket) => once(socket, 'close')));
  await one?.[Symbol.asyncDispose]?.();
  await closed;
  server.close();
});
test('more than usual is read at the way in for statements alone', () => {
  const one = openWay({ keysUrl: `${keyServer.url}/jwks` }, { statements: { user: 'bank', password: 'env:KEY', format: 'coda' } });
  const asked = (path: string) => one?.limitBytes?.({ method: 'POST', path, query: new URLSearchParams(), headers: { authorization: `Basic ${Buffer.from('bank:key').toString('base64')}` } });
  expect(['/statements', '/bancontact', '/mollie', '/other'].map(asked)).toEqual([33_554_432, undefined, undefined, undefined]);
});
test('a copy of a callback is known by its own words, however and whenever it was signed again; other words are another callback', async () => {
  for (const encoding of ['ieee-p1363', 'der', 'ieee-p1363'] as const) expect((await call(signed({ encoding }))).status).toBe(200);
  await call(signed({ header: claims({ 'https://payconiq.com/iat': new Date(start + 60_000).toISOString() }) }));
  expect(new Set(delivered.map(([, id]) => id)).size).toBe(1);
  const later = content.replace('SUCCEEDED', 'EXPIRED');
  await call(signed({ body: later }), later);
  await call(signed({ header: claims({ 'https://payconiq.com/jti': 'j-2' }) }));
  expect(new Set(delivered.map(([, id]) => id)).size).toBe(3);
});
test('a callback that comes late, up to a day, is taken in; older or from the future it is not', async () => {
  for (const [at, status] of [[24 * hour, 200], [26 * hour, 403], [-4 * 60_000, 200], [-6 * 60_000, 403]] as const) {
    now = start + at;
    expect([at, (await call()).status]).toEqual([at, status]);
  }
});
test.each(['2026-11-24T09:00:00Z', '2026-11-24T09:00:00.123456789Z', '2026-11-24T10:00:00+01:00'])('the moment of signing may be written as %s', async (iat) => {
  expect((await call(signed({ header: claims({ 'https://payconiq.com/iat': iat }) }))).status).toBe(200);
});

const without = (name: string) => Object.fromEntries(Object.entries(claims()).filter(([key]) => key !== name));
test.each<[string, () => string | null | undefined, string?]>([
  ['without a signature', () => null], ['with nothing as a signature', () => ''], ['with half a signature', () => signed().split('..')[0]], ['with its body in the signature', () => signed().replace('..', `.${Buffer.from(content).toString('base64url')}.`)],
  ['with another body', () => signed(), content.replace('2500', '2501')], ['signed by another key', () => signed({ key: other.privateKey })], ['with a signature of nothing', () => `${signed().split('..')[0]}..${Buffer.alloc(64).toString('base64url')}`],
  ['with alg none', () => `${Buffer.from(JSON.stringify(claims({ alg: 'none' }))).toString('base64url')}..`], ['with alg none and a signature', () => signed({ header: claims({ alg: 'none' }) })],
  ['with HS256 over the public key', () => { const encoded = Buffer.from(JSON.stringify(claims({ alg: 'HS256' }))).toString('base64url'); return `${encoded}..${createHmac('sha256', pair.publicKey.export({ format: 'pem', type: 'spki' })).update(`${encoded}.${Buffer.from(content).toString('base64url')}`).digest('base64url')}`; }],
  ...['ES384', 'ES512', 'RS256', 'PS256', 'EdDSA', 'es256'].map((alg): [string, () => string] => [`with alg ${alg}`, () => signed({ header: claims({ alg }) })]),
  ['that demands more to be understood', () => signed({ header: claims({ crit: [...claims().crit, 'exp'], exp: 1 }) })], ['that demands nothing to be understood', () => signed({ header: without('crit') })], ['with an empty list of demands', () => signed({ header: claims({ crit: [] }) })],
  ['that demands the same twice', () => signed({ header: claims({ crit: [...claims().crit, ...claims().crit] }) })],
  ['whose body is signed in another way', () => signed({ header: claims({ b64: false, crit: [...claims().crit, 'b64'] }) })], ['that says so without demanding it', () => signed({ header: claims({ b64: false }) })],
  ['that brings its own key', () => signed({ header: claims({ jwk: other.publicKey.export({ format: 'jwk' }) }), key: other.privateKey })], ['that says where its key is', () => signed({ header: claims({ jku: 'http://127.0.0.1:1/' }) })],
  ['that brings certificates', () => signed({ header: claims({ x5c: ['AA=='] }) })], ['that says where they are', () => signed({ header: claims({ x5u: 'http://127.0.0.1:1/' }) })],
  ...['sub', 'iss', 'iat', 'jti', 'path'].map((name): [string, () => string] => [`without ${name}`, () => signed({ header: without(`https://payconiq.com/${name}`) })]),
  ['of another kind', () => signed({ header: claims({ typ: 'JWT' }) })], ['with a key that nobody published', () => signed({ header: claims({ kid: 'k-9' }) })],
])('a callback %s is refused, and nothing is taken in', async (_what, signature, body = content) => {
  expect((await call(signature(), body)).status).toBe(401);
  expect(delivered).toEqual([]);
});
test.each([
  ['another municipality\'s profile', { 'https://payconiq.com/sub': '5f0000000000000000000002' }], ['another municipality\'s address', { 'https://payconiq.com/path': 'https://house.example/inbound/24055/payment/bancontact' }],
  ['another house', { 'https://payconiq.com/path': 'https://other.example/inbound/44021/payment/bancontact' }], ['the same address without TLS', { 'https://payconiq.com/path': `${ours.replace('https', 'http')}/bancontact` }], ['another issuer', { 'https://payconiq.com/iss': 'Somebody' }],
])('a callback for %s is not ours, though its signature holds', async (_what, changes) => {
  expect((await call(signed({ header: claims(changes) }))).status).toBe(403);
  expect(delivered).toEqual([]);
});
test.each([['no JSON', '<a/>'], ['no payment', '{}'], ['two payments', `{"paymentId":"a","paymentId":"b"}`], ['an address as a payment', '{"paymentId":"../x"}'], ['a list', '[]']])('a signed callback with %s is refused', async (_what, body) => {
  expect([(await call(signed({ body }), body)).status, delivered]).toEqual([400, []]);
});
test('what is too large is refused before it is looked at', async () => {
  const body = JSON.stringify({ paymentId, more: 'x'.repeat(70_000) });
  expect([(await call(signed({ body }), body)).status, keysAsked]).toEqual([400, 0]);
});
test('nothing is behind other addresses and methods', async () => {
  for (const path of ['/', '/mollie', '/statements', '/bancontact/']) expect((await call(signed(), content, path)).status).toBe(404);
  expect((await way({ method: 'GET', path: '/bancontact', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) })).status).toBe(405);
});
test('a callback that the house cannot take in now is to come again, and nobody learns why', async () => {
  refusesWith = busy['switched-off']();
  const { status, body } = await call();
  expect([status, String(body)]).toEqual([503, expect.not.stringContaining('switched-off')]);
});

describe('the published keys', () => {
  test('are asked once for many callbacks, and again after twelve hours', async () => {
    await Promise.all([call(), call(), call()]);
    expect(keysAsked).toBe(1);
    now = start + 12 * hour;
    await call();
    expect(keysAsked).toBe(2);
  });
  test('are asked again for a key that is not known, but not for each stranger', async () => {
    await call();
    keys = [published('k-2', other)];
    const rotated = signed({ header: claims({ kid: 'k-2' }), key: other.privateKey });
    expect((await call(rotated)).status).toBe(503);
    now = start + 5 * 60_000;
    expect((await call(rotated)).status).toBe(200);
    for (const kid of ['x', 'y', 'z']) expect((await call(signed({ header: claims({ kid }) }))).status).toBe(503);
    expect(keysAsked).toBe(2);
    // The key that was withdrawn counts no more.
    now += 6 * 60_000;
    expect((await call()).status).toBe(401);
  });
  test('that cannot be had make a callback come again', async () => {
    keysDown = true;
    expect((await call()).status).toBe(503);
    expect(delivered).toEqual([]);
  });
  test.each([['another curve', { crv: 'P-384' }], ['for encryption', { use: 'enc' }], ['for another algorithm', { alg: 'ES384' }], ['not on the curve', { x: 'A'.repeat(43) }]])('that are %s do not count', async (_what, more) => {
    keys = [published('k-1', pair, more)];
    expect((await call()).status).toBe(401);
  });
});

describe('a second witness (jose)', () => {
  const crit = Object.fromEntries(claims().crit.map((name) => [name, true]));
  test('signs what we take in', async () => {
    const [header, , signature] = (await new CompactSign(Buffer.from(content)).setProtectedHeader(claims()).sign(pair.privateKey, { crit })).split('.');
    expect((await call(`${header}..${signature}`)).status).toBe(200);
  });
  test('takes what our sandbox signs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'payment-keys-'));
    const books = openWireBooks(folder);
    const jws = signCallback(books, { id: 'j-1', profileId, callbackUrl: `${ours}/bancontact`, body: content, now });
    const [protectedHeader = '', , signature = ''] = jws.split('.');
    const { keys: [key] } = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) }).parse(publishedKeys(books));
    await expect(flattenedVerify({ protected: protectedHeader, payload: Buffer.from(content).toString('base64url'), signature }, await importJWK(key ?? { kty: 'EC' }, 'ES256'), { algorithms: ['ES256'], crit })).resolves.toBeDefined();
    books.file.close();
    rmSync(folder, { recursive: true });
  });
});

test('a callback of Payconiq\'s test environment holds, as it was published (jose4j, DetachedContentTest, 16 December 2021)', async () => {
  keys = [{ kty: 'EC', use: 'sig', crv: 'P-256', kid: 'es.signature.ext.2022', alg: 'ES256', x: 'SKS3tNpbLjLOhtZUEEcN2aOBpQcMYtYexAw-hgvTMWE', y: 'GSTE5AysnVQoPeeLh1dwJmMfK_YYa9aE0gI5oKyj0SU' }];
  const body = '{"paymentId":"d927a7c8cca3392907808ef2","transferAmount":1310,"tippingAmount":0,"amount":1310,"totalAmount":1310,"description":"Invoice Payment","reference":"0006-485","createdAt":"2021-12-16T13:41:08.726Z","expireAt":"2031-12-16T23:53:08.726Z","succeededAt":"2021-12-16T13:41:20.189Z","status":"SUCCEEDED","debtor":{"name":"Koen","iban":"*************24680"},"currency":"EUR"}';
  const signature = 'eyJ0eXAiOiJKT1NFK0pTT04iLCJraWQiOiJlcy5zaWduYXR1cmUuZXh0LjIwMjIiLCJhbGciOiJFUzI1NiIsImh0dHBzOi8vcGF5Y29uaXEuY29tL2lhdCI6IjIwMjEtMTItMTZUMTM6NDE6MjAuMjA5NTU0WiIsImh0dHBzOi8vcGF5Y29uaXEuY29tL2p0aSI6IjIzZjVhNzVkMTNmYWMzOWEiLCJodHRwczovL3BheWNvbmlxLmNvbS9wYXRoIjoiaHR0cHM6Ly90ZXN0Mi5zb25ldGFzLmV1L2Z1Z2EvcmVzdC9wYXljb25pcS9pbnZvaWNlUGF5bWVudCIsImh0dHBzOi8vcGF5Y29uaXEuY29tL2lzcyI6IlBheWNvbmlxIiwiaHR0cHM6Ly9wYXljb25pcS5jb20vc3ViIjoiNjFiMDcxNThkZjUwODkwMDA3ZGM3Y2NhIiwiY3JpdCI6WyJodHRwczovL3BheWNvbmlxLmNvbS9pYXQiLCJodHRwczovL3BheWNvbmlxLmNvbS9qdGkiLCJodHRwczovL3BheWNvbmlxLmNvbS9wYXRoIiwiaHR0cHM6Ly9wYXljb25pcS5jb20vaXNzIiwiaHR0cHM6Ly9wYXljb25pcS5jb20vc3ViIl19..AZCpJ_3M8fKyK_sQ0XS9ifdCnZUiQHReQ7owWhVdrfs90mFj66z9XEh-Fcl_IteSUgRJU7-TrLDdEfrISvG0lw';
  const at = Date.parse('2021-12-16T13:41:21Z');
  const config = { url: 'https://merchant.example', apiKey: 'env:KEY', timeoutSeconds: 8, sendsReferences: false, profileId: '61b07158df50890007dc7cca', keysUrl: keyServer.url, issuer: 'Payconiq' };
  const senderKeys = openSenderKeys({ config, secret: () => '', realNow: () => at });
  const expected = { profileId: config.profileId, issuer: 'Payconiq', callbackUrls: ['https://test2.sonetas.eu/fuga/rest/payconiq/invoicePayment'], now: at };
  expect(await verifyCallback(signature, Buffer.from(body), senderKeys, expected)).toMatch(/^[0-9a-f]{64}$/);
  await expect(verifyCallback(signature, Buffer.from(body.replace('1310', '1311')), senderKeys, expected)).rejects.toMatchObject({ type: 'payment-callback.not-proven' });
});
