import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { openSandboxFile } from '#connectors/sandbox-kit/sandbox-file.ts';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { Finding, OpenServed } from '#services/kernel/connector.ts';
import { openDisabilityRegister } from '../sandbox/open-disability-register.ts';
import { servedMagda } from '../sandbox/served/serve-magda.ts';
import { magdaKeys } from '../sandbox/served/magda-keys.ts';
import { disabilityRegisterLive } from './disability-register-live.ts';
import { liveSettings } from './live-settings.ts';

/** Both sides prove themselves before a word is said, and the check says what would stop them. */

const day = 86_400_000;
const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
const folder = join(bench.env.folder, 'served');
const sandbox = openDisabilityRegister(bench.env);
let served: OpenServed;
let server: Server;
let url = '';
beforeAll(async () => {
  served = await servedMagda.open(sandbox, { ...bench.env, folder, url: 'https://127.0.0.1', realNow: Date.now });
  const valid = { from: new Date(Date.now() - day), to: new Date(Date.now() + 10 * day) };
  const root = await makeTestCertificate({ name: 'CN=TLS root, C=BE', ca: {}, ...valid });
  // The alternative name 127.0.0.1, in DER.
  const extensions = [{ oid: '2.5.29.17', critical: false, value: new Uint8Array([0x30, 6, 0x87, 4, 127, 0, 0, 1]) }];
  const one = await makeTestCertificate({ name: 'CN=magda.example, C=BE', issuer: root, extensions, ...valid });
  writeFileSync(join(folder, 'roots.pem'), `${readFileSync(magdaKeys.rootFile(folder), 'utf8')}\n${root.certificatePem}`);
  writeFileSync(join(folder, 'other.key.pem'), root.privateKeyPem);
  server = createServer({ key: one.privateKeyPem, cert: one.certificatePem, ca: readFileSync(magdaKeys.rootFile(folder)), requestCert: true, rejectUnauthorized: false }, (request, response) => { void respond(request, response); });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(async () => {
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  await served.close?.();
  sandbox.close();
  bench.remove();
});

let seen = 0;
async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  seen += 1;
  if (!(request.socket instanceof TLSSocket && request.socket.authorized)) return void response.writeHead(403).end();
  const answer = await served.handle({ method: 'POST', path: '/soap', query: new URLSearchParams(), headers: {}, body: Buffer.concat(parts) });
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

const secret = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
const live = (settings: Readonly<Record<string, unknown>> = {}, realNow: () => number = Date.now) => {
  const config = liveSettings.parse({ ...Object(servedMagda.settings({ url, folder })), trustRoots: `file:${join(folder, 'roots.pem')}`, ...settings });
  return { ...bench.env, config, secret, realNow };
};
const insz = makeInsz('1960-05-01', 1, { testPerson: true });
const ask = (env = live()) => disabilityRegisterLive.open(env).recognition({ insz, on: '2026-11-24' }, bench.call());

test('a recognition is asked over TLS, each side proven by its certificate, signed answers or not', async () => {
  await bench.pull(sandbox, 'put-recognition', { insz, from: '2020-01-01', until: null });
  const answer = { status: 'current', until: null, replacedBy: null };
  expect(await ask()).toEqual(answer);
  expect(await ask(live({ answersSignedBy: undefined }))).toEqual(answer);
});

test('to a server that nobody we trust vouches for, nothing about a person is said', async () => {
  const before = seen;
  await expect(ask(live({ trustRoots: `file:${magdaKeys.rootFile(folder)}` }))).rejects.toMatchObject({ type: 'disability-register.misconfigured', cause: { what: 'certificate' } });
  expect(seen).toBe(before);
});

test('a certificate of the wrong holder is not let in', async () => {
  await expect(ask(live({ certificate: `file:${magdaKeys.certificateFile(folder, 'magda')}`, privateKey: `file:${magdaKeys.keyFile(folder, 'magda')}` }))).rejects.toMatchObject({ type: 'disability-register.unavailable' });
});

describe('the check', () => {
  const wrong = async (env = live()): Promise<string[]> => (await disabilityRegisterLive.check(env)).filter(({ ok }: Finding) => !ok).map(({ what, says }) => `${what}: ${says}`);
  const missing: Readonly<Record<string, unknown>> = { privateKey: 'file:/no/such/key' };

  test('asks about nobody, registers nobody, and warns of a certificate that ends soon', async () => {
    expect(await wrong()).toEqual([expect.stringMatching(/^certificate: MAGDA's certificate is valid for 9 more days/)]);
    const findings = await disabilityRegisterLive.check(live());
    expect(findings.filter(({ ok }) => ok).map(({ what }) => what)).toEqual(['certificate', 'certificate', 'reachability', 'credentials']);
    const file = openSandboxFile(folder, 'magda');
    expect(file.documents('registered').all().map(({ id }) => id).filter((id) => id !== insz)).toEqual([]);
    file.close();
  });

  test.each([
    ['a key that is not there', () => live(missing), 'credentials: Nothing can be read at file:/no/such/key, which privateKey names: put it there.'],
    ['a key that is another\'s', () => live({ privateKey: `file:${join(folder, 'other.key.pem')}` }), 'credentials: Our private key does not belong to our certificate: replace both together.'],
    ['a certificate that is a key', () => live({ certificate: `file:${magdaKeys.keyFile(folder, 'house')}` }), 'credentials: Our private key, our certificate or the roots are not PEM that can be read.'],
  ])('%s is named', async (_name, env, says) => {
    expect(await wrong(env())).toEqual([says]);
  });

  test('a server that is not to be trusted, one that is not there, and one that refuses are told apart', async () => {
    expect(await wrong(live({ trustRoots: `file:${magdaKeys.rootFile(folder)}` }))).toEqual([expect.stringMatching(/^certificate: MAGDA at .* signed by nobody that we trust/)]);
    expect(await wrong(live({ url: 'https://127.0.0.1:1/soap' }))).toEqual([expect.stringMatching(/^reachability: .*nobody answers there/)]);
    const magdas = { certificate: `file:${magdaKeys.certificateFile(folder, 'magda')}`, privateKey: `file:${magdaKeys.keyFile(folder, 'magda')}` };
    expect(await wrong(live(magdas))).toEqual([expect.stringMatching(/^credentials: MAGDA at .*: a fault \(Client\): compare our certificate/)]);
  });

  test('our own certificate is warned of when it has 30 days left, and called expired after', async () => {
    const inYears = (years: number) => () => Date.now() + years * 365 * day;
    expect(await wrong(live({}, inYears(4.95)))).toEqual(expect.arrayContaining([expect.stringMatching(/^certificate: Our certificate is valid for 1\d more days/)]));
    expect(await wrong(live({}, inYears(6)))).toEqual(expect.arrayContaining([expect.stringMatching(/^certificate: Our certificate expired on/)]));
  });
});
