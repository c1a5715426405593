import { createPublicKey, generateKeyPairSync, randomUUID, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { z } from 'zod';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { messageToPublish } from '../../wire/e-box.ts';
import { readMultipart } from '../../sandbox/served/read-multipart.ts';
import { checkEBox } from './check-e-box.ts';
import { eBoxSettings } from './e-box-settings.ts';
import { openEBox } from './send-e-box.ts';

/** What an e-Box and its authorization server are asked, what they may answer, and what the house then knows. */

interface Asked { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer }
type Say = (response: ServerResponse) => void;
let asked: Asked[];
let answers: { token: Say; publish: Say };
const server = createServer((request, response) => {
  void (async () => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    asked.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts) });
    if (request.url === '/token') answers.token(response);
    else if (request.url === '/registry/publishMessage') answers.publish(response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end('{"access_token":"elsewhere","token_type":"Bearer","expires_in":300,"messageId":"elsewhere"}');
  })();
});
let url: string;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));

const json = (status: number, body: unknown, type = 'application/json', headers: Record<string, string> = {}): Say => (response) => { response.writeHead(status, { 'content-type': type, ...headers }).end(JSON.stringify(body)); };
const broken: Say = (response) => { response.destroy(); };
const elsewhere: Say = (response) => { response.writeHead(307, { location: `${url}/elsewhere` }).end(); };
const tokenOf = (token: unknown, seconds: unknown = 300) => json(200, { access_token: token, token_type: 'bearer', expires_in: seconds });
let now: number;
beforeEach(() => { asked = []; now = Date.UTC(2026, 10, 24, 9); answers = { token: tokenOf('secret-token-1'), publish: json(201, { messageId: 'e-1', expirationDate: '2029-01-01T00:00:00+01:00' }) }; });

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const insz = makeInsz('1985-07-30', 33, { testPerson: true });
const key = randomUUID();
const call: OutwardCall = { key, actor: 'system', dossier: null, traceId: 't', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('none')) };
const envWith = (changes: object = {}, secret = pem) => ({
  config: eBoxSettings.parse({
    url: `${url}/registry`, token: { url: `${url}/token`, audience: 'https://oauth.example', clientId: 'municipality', privateKey: 'env:KEY' }, senderOrganizationId: '0207451227', senderApplicationId: 'app', messageTypeId: 'TYPE',
    sender: { name: 'Stad Gent', lines: ['Botermarkt 1'] }, timeoutSeconds: 5, ...changes,
  }),
  secret: () => secret, now: () => now, realNow: () => now,
});
const message = { language: 'nl', subject: 'Uw eID "vervalt"', body: 'Beste Noor', dossier: randomUUID(), to: { insz, name: 'Noor Voorbeeld' }, link: 'https://gent.example/c/1' } as const;
const failing = async (asking: Promise<unknown>) => {
  const outcome: unknown = await asking.then((told) => ({ told }), (error: unknown) => error);
  for (const hidden of [insz, 'Noor', 'secret-token', 'eyJ']) expect(inspect(outcome, { depth: 12 })).not.toContain(hidden);
  return outcome;
};
const send = async (changes: object = {}, env = envWith()) => {
  const eBox = openEBox(env);
  const outcome = await failing(eBox.send({ ...message, ...changes }, call));
  eBox.close();
  return outcome;
};
const failed = (type: string, retry: string) => expect.objectContaining({ type: `messaging.${type}`, data: expect.objectContaining({ retry }) });
const published = () => asked.filter(({ path }) => path === '/registry/publishMessage');

test('a message goes as its document and its text, in one language, without anything that is not known and without an address', async () => {
  expect(await send({}, envWith({ referenceKey: 'reference' }))).toEqual({ told: { messageId: 'e-1', hasReader: true } });
  const [one] = published();
  const parts = readMultipart(one?.headers['content-type'] ?? '', one?.body ?? Buffer.alloc(0)) ?? [];
  expect(parts.map(({ name, fileName, type }) => [name, fileName, type])).toEqual([['messageToPublish', undefined, undefined], ['upfile1', 'Brief.pdf', 'application/pdf']]);
  const about: unknown = JSON.parse(parts[0]?.content.toString('utf8') ?? '');
  expect(messageToPublish.parse(about)).toEqual({
    recipient: { eboxType: 'citizen', eboxIdValue: insz }, subject: { nl: message.subject }, senderApplicationId: 'app', messageTypeId: 'TYPE', senderOrganizationId: '0207451227',
    attachments: [{ httpPartName: 'upfile1', mainContent: true, attachmentSigned: false }], bodyContent: { nl: message.body }, bodyMainContent: false, replyAuthorized: false,
    businessDataList: [{ key: 'reference', values: [{ nl: key }] }],
  });
  expect(parts[1]?.content.subarray(0, 8).toString('latin1')).toBe('%PDF-1.7');
  expect(one?.headers).toMatchObject({ authorization: 'Bearer secret-token-1', 'about-dossier': message.dossier });
  expect(one?.headers).not.toHaveProperty('requested-by');
});

test('whoever has never opened an e-Box has no reader there', async () => {
  answers.publish = json(201, { messageId: 'e-2', expirationDate: '2029-01-01T00:00:00Z', code: 'NO_DIGITAL_USER', message: 'x' });
  expect(await send()).toEqual({ told: { messageId: 'e-2', hasReader: false } });
});

test('we prove who we are with a signature of our own key: for this server, for two minutes, with another number each time', async () => {
  await send();
  await send();
  const proofs = asked.filter(({ path }) => path === '/token').map(({ body }) => new URLSearchParams(body.toString('utf8')));
  expect(proofs.map((form) => [form.get('grant_type'), form.get('client_assertion_type')])).toEqual([1, 2].map(() => ['client_credentials', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer']));
  const claims = proofs.map((form) => {
    const [header = '', payload = '', signature = ''] = (form.get('client_assertion') ?? '').split('.');
    // Not by the library that signed it.
    expect(verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), Buffer.from(signature, 'base64url'))).toBe(true);
    expect(JSON.parse(Buffer.from(header, 'base64url').toString('utf8'))).toEqual({ alg: 'RS256', typ: 'JWT' });
    return z.record(z.string(), z.unknown()).parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  });
  for (const claim of claims) expect(claim).toMatchObject({ iss: 'municipality', sub: 'municipality', aud: 'https://oauth.example', iat: now / 1_000, exp: now / 1_000 + 120 });
  expect(claims[0]?.['jti']).not.toBe(claims[1]?.['jti']);
});

test('a token serves many messages until a minute before it ends, and is asked once by many', async () => {
  const eBox = openEBox(envWith());
  const tokens = () => asked.filter(({ path }) => path === '/token').length;
  await Promise.all([1, 2, 3].map(() => eBox.send(message, call)));
  now += 239_000;
  await eBox.send(message, call);
  expect(tokens()).toBe(1);
  now += 2_000;
  await eBox.send(message, call);
  expect(tokens()).toBe(2);
  eBox.close();
});
test('a token that is not taken any more is asked anew the next time', async () => {
  const eBox = openEBox(envWith());
  await eBox.send(message, call);
  answers = { token: tokenOf('secret-token-2'), publish: json(401, { code: 'x' }) };
  expect(await failing(eBox.send(message, call))).toEqual(failed('not-let-in', 'safe'));
  answers.publish = json(201, { messageId: 'e-3' });
  expect(await failing(eBox.send(message, call))).toEqual({ told: { messageId: 'e-3', hasReader: true } });
  expect(published().map(({ headers: { authorization } }) => authorization)).toEqual(['Bearer secret-token-1', 'Bearer secret-token-1', 'Bearer secret-token-2']);
  eBox.close();
});

test.each<[string, Say, ReturnType<typeof failed>]>([
  ['a number that it does not take', json(400, { code: 'INVALID_INPUT', id: 'x', message: insz }), failed('address-refused', 'never')], ['a sender that it does not know', json(400, { code: 'INVALID_SENDER' }), failed('not-let-in', 'safe')],
  ['something that it cannot do', json(400, { code: 'NOT_IMPLEMENTED' }), failed('not-taken', 'never')], ['a refusal without a word', json(400, {}), failed('not-taken', 'never')], ['nothing at this address', json(404, {}), failed('not-taken', 'never')],
  ['no right to publish', json(403, {}), failed('not-let-in', 'safe')], ['too many at once', json(429, {}), failed('unavailable', 'safe')], ['maintenance', json(503, { code: 'SERVICE_UNAVAILABLE' }), failed('unavailable', 'safe')],
  ['a 503 without a word of the e-Box', json(503, {}), failed('no-answer', 'ambiguous')],
  ['a server that broke', json(500, {}), failed('no-answer', 'ambiguous')], ['a gateway without an answer', json(504, {}), failed('no-answer', 'ambiguous')], ['a broken connection', broken, failed('no-answer', 'ambiguous')],
  ['a success without a number', json(201, {}), failed('no-answer', 'ambiguous')], ['a success with a long number', json(201, { messageId: 'x'.repeat(101) }), failed('no-answer', 'ambiguous')], ['another success', json(200, { messageId: 'a' }), failed('no-answer', 'ambiguous')],
  ['a page', json(201, { messageId: 'a' }, 'text/html'), failed('no-answer', 'ambiguous')], ['too much', json(201, { messageId: 'a', more: 'x'.repeat(70_000) }), failed('no-answer', 'ambiguous')], ['a way elsewhere', elsewhere, failed('no-answer', 'ambiguous')],
  ['a name twice', (response) => { response.writeHead(201, { 'content-type': 'application/json' }).end('{"messageId":"a","messageId":"b"}'); }, failed('no-answer', 'ambiguous')],
])('%s: what the house knows then', async (_what, said, expected) => {
  answers.publish = said;
  expect(await send()).toEqual(expected);
  expect(asked.map(({ path }) => path)).toEqual(['/token', '/registry/publishMessage']);
});

test.each<[string, Say, ReturnType<typeof failed>]>([
  ['it does not know us', json(401, { error: 'invalid_client' }), failed('not-let-in', 'safe')], ['it gives us no such right', json(400, { error: 'invalid_scope' }), failed('not-let-in', 'safe')], ['it broke', json(500, {}), failed('unavailable', 'safe')],
  ['the connection broke', broken, failed('unavailable', 'safe')], ['it sends us elsewhere', elsewhere, failed('unavailable', 'safe')], ['it says a page', json(200, {}, 'text/html'), failed('unavailable', 'safe')], ['it says too much', tokenOf('a'.repeat(70_000)), failed('unavailable', 'safe')],
  ['its token is no token', tokenOf('a\r\nx-other: b'), failed('unavailable', 'safe')], ['its token is a list', tokenOf(['a']), failed('unavailable', 'safe')], ['its token is of another kind', json(200, { access_token: 'secret-token-3', token_type: 'mac' }), failed('unavailable', 'safe')],
  ['its token lasts for less than nothing', tokenOf('a', -1), failed('unavailable', 'safe')],
])('where no token comes because %s, nothing is published, and nobody else is shown our proof', async (_what, said, expected) => {
  answers.token = said;
  expect(await send()).toEqual(expected);
  expect(asked.map(({ path }) => path)).toEqual(['/token']);
});

test('a token of which nobody says how long it lasts is used once', async () => {
  answers.token = json(200, { access_token: 'secret-token-4', token_type: 'Bearer' });
  const eBox = openEBox(envWith());
  await eBox.send(message, call);
  await eBox.send(message, call);
  expect(asked.map(({ path }) => path)).toEqual(['/token', '/registry/publishMessage', '/token', '/registry/publishMessage']);
  eBox.close();
});

test.each<[string, object, string]>([
  ['a subject of two lines', { subject: 'a\r\nContent-Disposition: form-data; name="x"' }, 'subject'], ['a name of two lines', { to: { insz, name: 'a\nb' } }, 'to.name'], ['a body with a bell', { body: 'a\u0007' }, 'body'], ['English', { language: 'en' }, 'language'],
])('%s is refused here by its name, and nothing is asked', async (_what, changes, name) => {
  expect(await send(changes)).toEqual(expect.objectContaining({ type: 'messaging.text-unfit', data: { retry: 'never', issues: [expect.objectContaining({ name })] } }));
  expect(asked).toEqual([]);
});

test('what looks like the end of a part stays inside its part', async () => {
  await send({ subject: '"; filename="x', body: '--boundary--\r\nContent-Disposition: form-data; name="upfile2"; filename="y.pdf"\r\n\r\n%PDF-' });
  const [one] = published();
  expect(readMultipart(one?.headers['content-type'] ?? '', one?.body ?? Buffer.alloc(0))?.map(({ name }) => name)).toEqual(['messageToPublish', 'upfile1']);
});

test('a key that cannot sign, and a server that nobody listens at: nothing was published', async () => {
  expect(await send({}, envWith({}, 'no key'))).toEqual(failed('not-let-in', 'safe'));
  expect(asked).toEqual([]);
  expect(await send({}, envWith({ url: 'http://127.0.0.1:1' }))).toEqual(failed('unavailable', 'safe'));
});

test('the check says in one sentence whether a token is given, and publishes nothing', async () => {
  expect(await checkEBox(envWith())).toEqual([{ what: 'credentials', ok: true, says: expect.stringContaining('gives us a token') }]);
  answers.token = json(401, { error: 'invalid_client' });
  expect(await checkEBox(envWith())).toEqual([{ what: 'credentials', ok: false, says: expect.stringContaining('HTTP 401') }]);
  answers.token = broken;
  expect(await checkEBox(envWith())).toMatchObject([{ what: 'reachability', ok: false }]);
  expect(await checkEBox(envWith({}, 'no key'))).toMatchObject([{ what: 'credentials', ok: false, says: expect.stringContaining('no RSA key') }]);
  expect(await checkEBox({ ...envWith(), secret: () => { throw new Error('none'); } })).toMatchObject([{ what: 'credentials', ok: false, says: expect.stringContaining('env:KEY') }]);
  expect(published()).toEqual([]);
});
