import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { z } from 'zod';
import { sandboxBench, type SandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { OpenSandbox } from '#services/kernel/connector.ts';
import type { WireHandler } from '#services/kernel/wire.ts';
import type { messaging } from '../../messaging.port.ts';
import { openMessaging } from '../open-messaging.ts';
import { eBoxAgreement, eBoxKeys, eBoxPlaces } from './e-box-agreement.ts';
import { eBoxDesk } from './e-box-desk.ts';

/** What the e-Box refuses, as the real one says that it does. */

let bench: SandboxBench<unknown>;
let sandbox: OpenSandbox<typeof messaging>;
let desk: WireHandler;
let now = Date.UTC(2026, 10, 24, 9);
beforeAll(async () => {
  bench = sandboxBench({}, now);
  sandbox = openMessaging(bench.env);
  desk = await eBoxDesk(sandbox.implementation, { folder: bench.env.folder, realNow: () => now });
});
afterAll(() => { sandbox.close(); bench.remove(); });

const { clientId, audience, scope, senderOrganizationId, senderApplicationId, messageTypeId } = eBoxAgreement;
const ask = async (path: string, headers: Record<string, string>, body: string | Uint8Array, method = 'POST') => {
  const answer = await desk({ method, path, query: new URLSearchParams(), headers, body: Buffer.from(body) });
  return { status: answer.status, value: z.record(z.string(), z.unknown()).nullable().parse(JSON.parse(String(answer.body ?? 'null'))) };
};

const ourKey = () => createPrivateKey(readFileSync(eBoxKeys.keyFile(eBoxPlaces(bench.env.folder).own, 'municipality')));
interface Claims { readonly iss?: string; readonly sub?: string; readonly aud?: string; readonly exp?: number; readonly jti?: string }
const assertion = ({ iss = clientId, sub = clientId, aud = audience, exp = now / 1_000 + 60, jti = randomUUID() }: Claims = {}, key = ourKey(), alg = 'RS256') =>
  new SignJWT({ iss, sub, aud, exp, jti }).setProtectedHeader({ alg }).sign(key);
const token = (proof: string, changes: Record<string, string> = {}) => ask('/token', { 'content-type': 'application/x-www-form-urlencoded' }, new URLSearchParams({
  grant_type: 'client_credentials', scope, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: proof, ...changes,
}).toString());

test('who signs with the agreed key, for this server, in time and for the first time gets a token', async () => {
  const proof = await assertion();
  expect(await token(proof)).toMatchObject({ status: 200, value: { token_type: 'Bearer' } });
  expect(await token(proof)).toMatchObject({ status: 401, value: { error: 'invalid_client' } });
});
test.each<[string, () => Promise<string>]>([
  ['for another server', () => assertion({ aud: 'https://elsewhere.example' })], ['by another client', () => assertion({ iss: 'other' })], ['about another client', () => assertion({ sub: 'other' })],
  ['that is over', () => assertion({ exp: now / 1_000 - 1 })], ['that lasts for ever', () => assertion({ exp: now / 1_000 + 86_400 })], ['without a number', () => assertion({ jti: '' })],
  ['of a stranger', () => assertion({}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)], ['signed otherwise', () => assertion({}, ourKey(), 'PS256')],
  ['that nobody signed', async () => `${(await assertion()).split('.').slice(0, 2).join('.')}.`],
  ['that says that it is not signed', async () => `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await assertion()).split('.')[1] ?? ''}.`],
])('an assertion %s gives no token', async (_what, proof) => {
  expect(await token(await proof())).toMatchObject({ status: 401, value: { error: 'invalid_client' } });
});
test.each([[{ scope: 'scope:other' }, 'invalid_scope'], [{ grant_type: 'password' }, 'invalid_request'], [{ client_assertion_type: 'other' }, 'invalid_request']])('asked with %j it gives no token', async (changes, error) => {
  expect(await token(await assertion(), changes)).toMatchObject({ status: 400, value: { error } });
});

const insz = makeInsz('1985-07-30', 33, { testPerson: true });
const about = () => ({
  recipient: { eboxType: 'citizen', eboxIdValue: insz }, subject: { nl: 'Uw eID' }, senderOrganizationId, senderApplicationId, messageTypeId,
  attachments: [{ httpPartName: 'upfile1', mainContent: true, attachmentSigned: false }], bodyMainContent: false, replyAuthorized: false,
});
const dossier = randomUUID();
interface Sent { readonly message?: object | string; readonly name?: string; readonly file?: string; readonly type?: string; readonly content?: string; readonly twice?: boolean }
const form = async ({ message = about(), name = 'upfile1', file = 'Brief.pdf', type = 'application/pdf', content = '%PDF-1.7', twice = false }: Sent = {}) => {
  const data = new FormData();
  for (const _each of twice ? [1, 2] : [1]) data.append('messageToPublish', typeof message === 'string' ? message : JSON.stringify(message));
  data.append(name, new Blob([content], { type }), file);
  const whole = new Response(data);
  return { type: whole.headers.get('content-type') ?? '', body: new Uint8Array(await whole.arrayBuffer()) };
};
const bearer = async () => `Bearer ${z.string().parse((await token(await assertion())).value?.['access_token'])}`;
const publish = async (sent: Sent | { readonly type: string; readonly body: Uint8Array }, authorization?: string) => {
  const { type, body } = 'body' in sent ? sent : await form(sent);
  return ask('/publishMessage', { 'content-type': type, 'about-dossier': dossier, authorization: authorization ?? await bearer() }, body);
};
const received = async () => z.object({ messages: z.array(z.unknown()) }).parse(await bench.pull(sandbox, 'messages', { dossier })).messages.length;

test('a message with its document is published, and says of a citizen who has never opened an e-Box that it is so', async () => {
  expect(await publish({})).toEqual({ status: 201, value: { messageId: expect.any(String), expirationDate: expect.any(String) } });
  await bench.pull(sandbox, 'e-box-user', { insz, opens: false });
  expect(await publish({})).toMatchObject({ status: 201, value: { code: 'NO_DIGITAL_USER' } });
  expect(await received()).toBe(2);
});

test.each<[string, Sent, string]>([
  ['null', { message: { ...about(), originalMessageId: null } }, 'INVALID_INPUT'], ['two languages', { message: { ...about(), subject: { nl: 'a', fr: 'b' } } }, 'NOT_IMPLEMENTED'], ['English', { message: { ...about(), subject: { en: 'a' } } }, 'INVALID_INPUT'],
  ['no subject', { message: { ...about(), subject: {} } }, 'INVALID_INPUT'], ['a field that nobody knows', { message: { ...about(), more: 1 } }, 'INVALID_INPUT'], ['no JSON', { message: '{' }, 'INVALID_INPUT'], ['a name twice', { message: '{"subject":{},"subject":{}}' }, 'INVALID_INPUT'],
  ['its description twice', { twice: true }, 'INVALID_INPUT'], ['a file that is not described', { name: 'upfile2' }, 'INVALID_INPUT'], ['no main content', { message: { ...about(), attachments: [{ httpPartName: 'upfile1', mainContent: false, attachmentSigned: false }] } }, 'INVALID_INPUT'],
  ['two main contents', { message: { ...about(), bodyMainContent: true } }, 'INVALID_INPUT'], ['more files described than sent', { message: { ...about(), attachments: [1, 2].map((at) => ({ httpPartName: `upfile${at}`, mainContent: at === 1, attachmentSigned: false })) } }, 'INVALID_INPUT'],
  ['another type of file', { type: 'text/html' }, 'INVALID_INPUT'], ['a file that is no PDF', { content: '<html>' }, 'INVALID_INPUT'], ['a long file name', { file: `${'a'.repeat(90)}.pdf` }, 'INVALID_INPUT'], ['another organisation', { message: { ...about(), senderOrganizationId: '0999999999' } }, 'INVALID_SENDER'],
  ['another type of message', { message: { ...about(), messageTypeId: 'OTHER' } }, 'INVALID_SENDER'], ['an organisation instead of a citizen', { message: { ...about(), recipient: { eboxType: 'enterprise', eboxIdValue: '0123456789' } } }, 'INVALID_INPUT'],
  ['a number that is none', { message: { ...about(), recipient: { eboxType: 'citizen', eboxIdValue: '85073003329' } } }, 'INVALID_INPUT'],
])('a message with %s is refused, and nothing is published', async (_what, sent, code) => {
  const before = await received();
  const answer = await publish(sent);
  expect([answer.status, answer.value?.['code'], await received()]).toEqual([400, code, before]);
});

test.each<[string, string, string]>([
  ['another type', 'application/json', '{}'], ['no boundary', 'multipart/form-data', '--x\r\n'], ['no end', 'multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="messageToPublish"\r\n\r\n{}'],
  ['text before it', 'multipart/form-data; boundary=x', 'hello\r\n--x--\r\n'], ['a part without a name', 'multipart/form-data; boundary=x', '--x\r\ncontent-type: text/plain\r\n\r\n{}\r\n--x--\r\n'], ['nothing', 'multipart/form-data; boundary=x', ''],
])('a form with %s is refused', async (_what, type, body) => {
  expect(await publish({ type, body: Buffer.from(body) })).toMatchObject({ status: 400, value: { code: 'INVALID_INPUT' } });
});

test('without a token that was given, and is still good, nothing is published', async () => {
  const before = await received();
  const good = await bearer();
  for (const wrong of ['', 'Bearer ', 'Bearer x', good.replace('Bearer', 'Basic'), `Bearer ${now + 900_000}.${good.split('.')[1] ?? ''}`]) expect((await publish({}, wrong)).status).toBe(401);
  now += 301_000;
  expect((await publish({}, good)).status).toBe(401);
  expect(await received()).toBe(before);
});
