import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer as createPlain } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { makeTestCertificate } from '#services/wire-kit/ws-security/test-certificates.ts';
import { noSecrets } from '#services/kernel/secret.ts';
import { crmBench } from '../sandbox/served/crm-bench.ts';
import { liveCrm } from './live-crm.ts';

/** What an administrator is told before a CRM is trusted with work. */

const bench = crmBench(Date.UTC(2026, 10, 24, 9));
let served: Awaited<ReturnType<typeof bench.serve>>;
beforeAll(async () => { served = await bench.serve(); });
afterAll(async () => { await served.close(); bench.close(); bench.remove(); });

const check = (changes: object = {}, env: object = {}) => liveCrm.check({ ...bench.liveEnv<unknown>(liveCrm.config.parse(Object.assign({}, served.settings, changes))), ...env });
const portOf = (address: string | { port: number } | null) => (typeof address === 'object' && address ? address.port : 0);

test('a CRM that lets us in and does its work is right, and learns nothing about anybody', async () => {
  expect(await check()).toEqual([{ what: 'reachability', ok: true, says: expect.stringContaining('127.0.0.1') }, { what: 'credentials', ok: true, says: 'The CRM takes our credentials.' }]);
  expect(await bench.pull('ledger', {})).toEqual({ entries: [] });
});

test('a token that it does not know is a matter of credentials', async () => {
  writeFileSync(join(bench.place, 'old-token'), 'old');
  expect(await check({ credentials: { kind: 'bearer', token: `file:${join(bench.place, 'old-token')}` } })).toMatchObject([{ what: 'reachability', ok: true }, { what: 'credentials', ok: false, says: expect.stringContaining('HTTP 401') }]);
});

test('where nobody listens is told with the code of the network', async () => {
  expect(await check({ url: 'http://127.0.0.1:1' })).toMatchObject([{ what: 'reachability', ok: false, says: expect.stringContaining('ECONNREFUSED') }]);
});

test('a token that no header can carry is named before anything is asked', async () => {
  writeFileSync(join(bench.place, 'two-lines'), 'a\nb');
  expect(await check({ credentials: { kind: 'bearer', token: `file:${join(bench.place, 'two-lines')}` } })).toContainEqual(expect.objectContaining({ what: 'credentials', ok: false }));
});

test.each([[200, 'text/html', '<html></html>', 'as agreed'], [404, 'application/problem+json', '{"type":"urn:problem-type:belgif:resourceNotFound"}', 'does not take what we ask'], [200, 'application/json', '{"status":"DEGRADED"}', 'in part only']])(
  'a server that answers %s %s %s is not right', async (status, type, body, says) => {
    const other = createPlain((_request, response) => { response.writeHead(status, { 'content-type': type }).end(body); }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    expect(await check({ url: `http://127.0.0.1:${portOf(other.address())}` })).toContainEqual(expect.objectContaining({ ok: false, says: expect.stringContaining(says) }));
    await new Promise((resolve) => { other.close(resolve); other.closeAllConnections(); });
  },
);

test('over TLS it says until when the certificate of the CRM is valid', async () => {
  const valid = { from: new Date(Date.now() - 86_400_000), to: new Date(Date.now() + 10 * 86_400_000) };
  const root = await makeTestCertificate({ name: 'CN=root, C=BE', ca: {}, ...valid });
  // The alternative name 127.0.0.1, in DER.
  const one = await makeTestCertificate({ name: 'CN=crm.example, C=BE', issuer: root, extensions: [{ oid: '2.5.29.17', critical: false, value: new Uint8Array([0x30, 6, 0x87, 4, 127, 0, 0, 1]) }], ...valid });
  writeFileSync(join(bench.place, 'root.pem'), root.certificatePem);
  const secure = createServer({ key: one.privateKeyPem, cert: one.certificatePem }, (_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"UP"}'); }).listen(0, '127.0.0.1');
  await once(secure, 'listening');
  const url = `https://127.0.0.1:${portOf(secure.address())}`;
  expect(await check({ url, trustRoots: `file:${join(bench.place, 'root.pem')}` })).toMatchObject([{ ok: true }, { ok: true }, { what: 'certificate', ok: false, says: expect.stringContaining('renew it now') }]);
  expect(await check({ url })).toMatchObject([{ what: 'reachability', ok: false, says: expect.stringContaining('trustRoots') }]);
  await new Promise((resolve) => { secure.close(resolve); secure.closeAllConnections(); });
});

test('a secret that cannot be read is not taken for a CRM that does not answer', async () => {
  expect(await check({}, { secret: noSecrets })).toEqual([{ what: 'credentials', ok: false, says: expect.stringContaining('token') }]);
});
