import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createInbox, headers, type Msg, type NatsConnection } from 'nats';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import { connectToNats, type NatsPlace } from '#services/bus/nats-connection.ts';
import { startNats } from '#tools/system-packages/start-nats.ts';
import type { RunningServer } from '#tools/system-packages/server-process.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { brokerOptions, transportOf } from '../../../moleculer.config.ts';
import { serveRequests } from './serve-requests.ts';

/** A house as a node on NATS with the configuration that is delivered: TLS, an account for the nodes and one for each municipality. */
const folder = mkdtempSync(join(tmpdir(), 'eid-nats-'));
const passwords = { node: 'the-word-of-the-nodes', gent: 'the-word-of-gent', kortenberg: 'the-word-of-kortenberg' };
let bus: RunningServer;
let t: TestHouse;
let front: { stop(): Promise<void> };
let connection: NatsConnection;
const programs = new Map<string, NatsConnection>();

beforeAll(async () => {
  const authority = await certificate('CN=authority', { ca: {} });
  // Subject alternative name (2.5.29.17): DNS:localhost.
  const localhost = { oid: '2.5.29.17', critical: false, value: new Uint8Array([0x30, 0x0b, 0x82, 0x09, ...Buffer.from('localhost')]) };
  const server = await certificate('CN=nats', { issuer: authority, extensions: [localhost], usage: ['digitalSignature', 'keyEncipherment'] });
  write('ca.pem', authority.certificatePem);
  bus = await startNats({
    configuration: join(import.meta.dirname, '../../../deploy/nats/nats.conf'),
    environment: {
      EID_NATS_CERTIFICATE: write('server.pem', server.certificatePem), EID_NATS_KEY: write('server.key', server.privateKeyPem), EID_NATS_CA: join(folder, 'ca.pem'), EID_NATS_STORE: join(folder, 'store'),
      EID_NATS_NODE_PASSWORD: passwords.node, EID_NATS_BORDER_PASSWORD: 'unused', EID_NATS_GENT_PASSWORD: passwords.gent, EID_NATS_KORTENBERG_PASSWORD: passwords.kortenberg,
      EID_NATS_GENT_EVENTS_PASSWORD: 'unused', EID_NATS_KORTENBERG_EVENTS_PASSWORD: 'unused',
    },
  });
  const nats = place('node');
  t = await openTestHouse({ house: { broker: { ...brokerOptions({ nats }, 'node-1'), logger: false }, transport: transportOf({ nats }) } });
  connection = await connectToNats(nats);
  front = serveRequests({
    connection, actions: t.house.actions, municipalityAt: t.house.municipalityAt, verify: (token) => t.house.issuer.verify(token),
    call: (action, input, meta) => t.house.broker.call(action, input, { meta }), log: t.house.engine.log, limits: { bodyBytes: 10_000 },
  });
  for (const user of ['gent', 'kortenberg'] as const) programs.set(user, await connectToNats(place(user)));
  await connection.flush();
});
afterAll(async () => {
  for (const program of programs.values()) await program.close();
  await front.stop();
  await connection.close();
  await t.stop();
  await bus.stop();
  rmSync(folder, { recursive: true });
});

const day = (text: string) => new Date(`${text}T00:00:00Z`);
const certificate = (name: string, more: Partial<Parameters<typeof makeTestCertificate>[0]>) => makeTestCertificate({ name, from: day('2020-01-01'), to: day('2050-01-01'), ...more });
function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
  return join(folder, name);
}
const address = () => bus.url.replace('nats://127.0.0.1', 'tls://localhost');
const place = (user: keyof typeof passwords): NatsPlace => ({ url: address(), authorities: join(folder, 'ca.pem'), credentials: write(`${user}.txt`, `${user}:${passwords[user]}\n`) });

const tokenOf = async (municipality = 'gent', scopes?: readonly string[]) => (await t.house.issuer.issue({ ...as('clerk', 'els.peeters', municipality), ...(scopes && { scopes }) }, 5)).token;
interface Said { readonly code: string; readonly body: Record<string, unknown>; readonly message: Msg }
async function ask(subject: string, input: unknown, { by = 'gent', token, others = {} }: { by?: string; token?: string | undefined; others?: Record<string, string> } = {}): Promise<Said> {
  const given = headers();
  if (token !== undefined) given.set('Authorization', `Bearer ${token}`);
  for (const [name, value] of Object.entries(others)) given.set(name, value);
  const program = programs.get(by);
  if (!program) throw new Error('no program');
  const message = await program.request(subject, typeof input === 'string' ? input : JSON.stringify(input), { timeout: 10_000, headers: given });
  return { code: message.headers?.get('Nats-Service-Error-Code') ?? '', body: message.json(), message };
}

test('a back-office program calls an action of its municipality and gets the answer that HTTP would give', async () => {
  const { insz } = await aCitizen(t, { expiresOn: '2028-01-01' });
  const { body, code, message } = await ask('eid.rpc.44021.request.openFor', { insz, why: 'citizen-called' }, { token: await tokenOf(), others: { 'Idempotency-Key': 'one' } });
  expect([code, body]).toEqual(['', { dossier: expect.any(String) }]);
  expect(message.headers?.get('Eid-Served-By')).toBe('node-1');
  const again = await ask('eid.rpc.44021.request.openFor', { insz, why: 'citizen-called' }, { token: await tokenOf(), others: { 'Idempotency-Key': 'one' } });
  expect(again.body).toEqual(body);
  expect(again.message.headers?.get('Idempotency-Replayed')).toBe('true');
});

const nobody = async () => undefined;
const somebody = async () => 'eid';
const withoutScope = () => tokenOf('gent', ['payment:read']);
const ofAnother = () => tokenOf('kortenberg');
test.each([
  ['without a credential', { token: nobody }, 401, 'gateway.token-missing'],
  ['with a credential that was not issued here', { token: somebody }, 401, 'identity.token-forged'],
  ['without the scope', { token: withoutScope }, 403, 'caller.scope-missing'],
  ['with the credential of another municipality', { token: ofAnother }, 403, 'gateway.other-municipality'],
  ['for an action that nobody offers', { subject: 'eid.rpc.44021.journey.destroy' }, 404, 'gateway.no-such-action'],
  ['of the broker itself', { subject: 'eid.rpc.44021.$node.list' }, 404, 'gateway.no-such-action'],
  ['with what is no JSON', { input: '{' }, 400, 'gateway.malformed-json'],
  ['with a field twice', { input: '{"limit":1,"limit":2}' }, 400, 'gateway.bad-input'],
  ['with a field that no contract knows', { input: { unknown: 1 } }, 400, 'caller.bad-input'],
  ['with more than is taken', { input: { x: 'y'.repeat(11_000) } }, 413, 'gateway.too-large'],
  ['with a key that cannot be kept', { others: { 'Idempotency-Key': 'x'.repeat(65) } }, 400, 'gateway.bad-header'],
] as const)('a request %s is refused with a problem document that names the failure', async (_title, asked: { token?: () => Promise<string | undefined>; subject?: string; input?: unknown; others?: Record<string, string> }, status: number, failure: string) => {
  const { token = () => tokenOf(), subject = 'eid.rpc.44021.journey.list', input = {}, others = {} } = asked;
  const { code, body } = await ask(subject, input, { token: await token(), others });
  expect([code, body['failure'], body['status']]).toEqual([String(status), failure, status]);
});

test('the server itself lets no program ask in the name of another municipality, whatever credential it holds', async () => {
  await expect(ask('eid.rpc.24055.journey.list', {}, { by: 'gent', token: await tokenOf('kortenberg') })).rejects.toMatchObject({ code: expect.stringMatching(/PERMISSIONS|503|TIMEOUT/) });
  await expect(ask('eid.rpc.24055.journey.list', {}, { by: 'kortenberg', token: await tokenOf('kortenberg') })).resolves.toMatchObject({ code: '' });
});

test('a program of a municipality hears nothing of what nodes and other programs say', async () => {
  const program = programs.get('kortenberg');
  const heard: string[] = [];
  for (const subject of ['MOL-eid.>', 'eid.rpc.>', 'eid.evt.>', '>']) program?.subscribe(subject, { callback: (error, message) => { if (!error) heard.push(message.subject); } });
  await program?.flush();
  await ask('eid.rpc.44021.journey.list', {}, { token: await tokenOf() });
  await program?.flush();
  expect(heard.filter((subject) => !subject.startsWith('_INBOX.'))).toEqual([]);
});

test('who does not know a password, or speaks in the clear, does not get in', async () => {
  await expect(connectToNats({ ...place('gent'), credentials: write('wrong.txt', 'gent:guessed') })).rejects.toMatchObject({ code: 'AUTHORIZATION_VIOLATION' });
  await expect(connectToNats({ url: address(), authorities: join(folder, 'ca.pem') })).rejects.toMatchObject({ code: 'AUTHORIZATION_VIOLATION' });
  await expect(connect({ servers: bus.url, user: 'gent', pass: passwords.gent, maxReconnectAttempts: 0 })).rejects.toMatchObject({ message: expect.stringContaining('certificate') });
});

test('what has no address to answer to is not done', async () => {
  const { insz } = await aCitizen(t, { expiresOn: '2028-01-01' });
  const program = programs.get('gent');
  const given = headers();
  given.set('Authorization', `Bearer ${await tokenOf()}`);
  program?.publish('eid.rpc.44021.request.openFor', JSON.stringify({ insz, why: 'citizen-called' }), { headers: given });
  await program?.flush();
  await ask('eid.rpc.44021.journey.list', {}, { token: await tokenOf() });
  expect((await ask('eid.rpc.44021.journey.find', { insz }, { token: await tokenOf() })).body).toMatchObject({ dossiers: [] });
});

test('a program can ask for many things at once', async () => {
  const token = await tokenOf();
  const answers = await Promise.all(Array.from({ length: 50 }, () => ask('eid.rpc.44021.journey.list', { limit: 1 }, { token })));
  expect(answers.filter(({ code }) => code !== '')).toEqual([]);
  expect(createInbox()).toMatch(/^_INBOX\./);
});
