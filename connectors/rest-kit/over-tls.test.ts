import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import { TLSSocket } from 'node:tls';
import { z } from 'zod';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { checkRest } from './check-rest.ts';
import { openRestClient } from './open-rest-client.ts';
import { restPlace } from './rest-place.ts';
import { deskMeanings, deskOperations } from './toy-desk.ts';

/** Who a service is, and who we are, where TLS says it. */

const day = 86_400_000;
/** Subject alternative name (RFC 5280, 4.2.1.6): the address 127.0.0.1. */
const onThisMachine = { oid: '2.5.29.17', critical: false, value: Uint8Array.from([0x30, 6, 0x87, 4, 127, 0, 0, 1]) };
const secrets = new Map<string, string>();
const secret = (reference: string) => {
  const found = secrets.get(reference);
  if (found === undefined) throw new Error('nothing stands there');
  return found;
};
let server: Server;
let port: number;
const seen: string[] = [];

beforeAll(async () => {
  const now = Date.now();
  const valid = { from: new Date(now - day), to: new Date(now + 400 * day) };
  const root = await makeTestCertificate({ name: 'CN=root', ca: {}, ...valid });
  const stranger = await makeTestCertificate({ name: 'CN=stranger', ca: {}, ...valid });
  const desk = await makeTestCertificate({ name: 'CN=desk', issuer: root, extensions: [onThisMachine], ...valid });
  const house = await makeTestCertificate({ name: 'CN=house', issuer: root, from: valid.from, to: new Date(now + 10 * day) });
  const next = await makeTestCertificate({ name: 'CN=next', issuer: root, ...valid });
  const known = { 'file:root': root.certificatePem, 'file:stranger': stranger.certificatePem, 'file:house': house.certificatePem, 'file:house.key': house.privateKeyPem, 'file:next': next.certificatePem, 'file:next.key': next.privateKeyPem, 'file:text': 'no PEM' };
  for (const [reference, pem] of Object.entries(known)) secrets.set(reference, pem);
  server = createServer({ key: desk.privateKeyPem, cert: desk.certificatePem, ca: root.certificatePem, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    if (request.socket instanceof TLSSocket && request.socket.authorized) seen.push(String(request.socket.getPeerCertificate().subject.CN));
    else seen.push('nobody');
    const status = seen.at(-1) === 'nobody' ? 403 : 200;
    request.resume().on('end', () => { response.writeHead(status, { 'content-type': 'application/json' }).end('{"notes":[],"next":null}'); });
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});
afterAll(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));
beforeEach(() => { seen.length = 0; });

const call: OutwardCall = { key: 'k', actor: 'a', dossier: null, traceId: 't', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('none')) };
const ours = (name: string, key = `${name}.key`) => ({ clientCertificate: { privateKey: `file:${key}`, certificate: `file:${name}` } });
const placeOf = (changes: object) => z.strictObject(restPlace).parse({ url: `https://127.0.0.1:${port}`, trustRoots: 'file:root', ...changes });
const ask = async (changes: object, read = secret) => {
  const client = openRestClient({ place: placeOf(changes), secret: read, meanings: deskMeanings });
  try {
    return await client.ask(deskOperations.notes, { query: {} }, call).then(() => 'answered', (error: unknown) => z.object({ type: z.string() }).parse(error).type);
  } finally {
    client.close();
  }
};

test('with our certificate we are let in, without one we are not', async () => {
  expect([await ask(ours('house')), await ask({})]).toEqual(['answered', 'desk.not-let-in']);
  expect(seen).toEqual(['house', 'nobody']);
});

test('a service whose certificate leads to no root of ours is told nothing', async () => {
  expect(await ask({ ...ours('house'), trustRoots: 'file:stranger' })).toBe('desk.unavailable');
  expect(seen).toEqual([]);
});

test('with a key that cannot be used nothing is sent', async () => {
  expect([await ask(ours('house', 'text')), await ask(ours('house', 'next.key'))]).toEqual(['desk.not-let-in', 'desk.not-let-in']);
  expect(seen).toEqual([]);
});

test('a certificate that was replaced counts from the next request on', async () => {
  let holder = 'house';
  const client = openRestClient({ place: placeOf(ours('house')), secret: (reference) => secret(reference.replace('house', holder)), meanings: deskMeanings });
  for (const next of ['house', 'next']) {
    holder = next;
    await client.ask(deskOperations.notes, { query: {} }, call);
  }
  client.close();
  expect(seen).toEqual(['house', 'next']);
});

describe('a check', () => {
  const found = async (changes: object) => {
    const place = placeOf(changes);
    const findings = await checkRest({
      whose: 'The desk', place, secret, realNow: Date.now(),
      probe: async (notice) => {
        const client = openRestClient({ place, secret, meanings: deskMeanings, notice });
        await client.ask(deskOperations.notes, { query: {} }, call).finally(() => client.close());
      },
    });
    return findings.map(({ what, ok, says }) => `${ok ? 'ok' : 'wrong'} ${what}: ${says}`);
  };
  test('says until when each certificate holds, and that ours ends soon', async () => {
    expect(await found(ours('house'))).toEqual([
      expect.stringMatching(/^wrong certificate: Our certificate is valid for (9|10) more days/), expect.stringMatching(/^ok reachability: The desk answers/), 'ok credentials: The desk takes our credentials.',
      expect.stringMatching(/^ok certificate: The certificate at https:.* is valid until /),
    ]);
  });
  test.each<[string, object, RegExp]>([
    ['a key of another certificate', ours('house', 'next.key'), /^wrong credentials: Our private key does not belong to our certificate/], ['what is no PEM', ours('text', 'text'), /^wrong credentials: .*not PEM/],
    ['roots that are none', { ...ours('next'), trustRoots: 'file:text' }, /^wrong credentials: There is no root certificate at file:text/], ['a service that we have no reason to trust', { ...ours('next'), trustRoots: 'file:stranger' }, /^wrong reachability: The desk does not answer/],
    ['a secret that is not there', { credentials: { kind: 'api-key', key: 'env:GONE' } }, /^wrong credentials: Nothing can be read at env:GONE/], ['a service that does not know us', {}, /^wrong credentials: The desk does not let us in \(HTTP 403\)/],
  ])('says it of %s', async (_what, changes, expected) => {
    expect((await found(changes)).filter((line) => line.startsWith('wrong'))).toEqual([expect.stringMatching(expected)]);
  });
});
