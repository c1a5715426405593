import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createPlain, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { inspect } from 'node:util';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { bizaKeys, type BizaHolder } from '../sandbox/served/biza-keys.ts';
import { problemType } from '../wire/names.ts';
import { liveBiza } from './live-biza.ts';

/** What TLS does not decide has to be read with as much care over REST. */

const folder = mkdtempSync(join(tmpdir(), 'rest-answers-'));
const elsewhere = mkdtempSync(join(tmpdir(), 'rest-elsewhere-'));
const bench = sandboxBench({}, Date.now());
const card = makeCardNumber('5910000007');
const servers: Server[] = [];
let answer: (response: ServerResponse) => void;
let asked: number;
let url: string;

async function listen(keys: string, holder: BizaHolder): Promise<string> {
  const read = (file: string) => readFileSync(file, 'utf8');
  const server = createServer({ key: read(bizaKeys.keyFile(keys, holder)), cert: read(bizaKeys.certificateFile(keys, holder)), ca: read(bizaKeys.rootFile(folder)), requestCert: true }, (request, response) => {
    asked += 1;
    request.resume().on('end', () => answer(response));
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  const address = server.address();
  return `https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

beforeAll(async () => {
  await Promise.all([bizaKeys.open(folder, Date.now()), bizaKeys.open(elsewhere, Date.now())]);
  url = await listen(folder, 'rest');
});
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); })));
  for (const one of [folder, elsewhere]) rmSync(one, { recursive: true });
  bench.remove();
});
beforeEach(() => { asked = 0; });

function open(at: string, changes: object = {}) {
  const config: unknown = liveBiza.config.parse({
    flavour: 'rest', url: at, privateKey: `file:${bizaKeys.keyFile(folder, 'house')}`, certificate: `file:${bizaKeys.certificateFile(folder, 'house')}`, trustRoots: `file:${bizaKeys.rootFile(folder)}`, ...changes,
  });
  return liveBiza.open({ ...bench.env, config, realNow: Date.now, secret: (reference) => readFileSync(reference.slice('file:'.length), 'utf8') });
}
const write = async (at = url, changes: object = {}) => {
  const failure: unknown = await open(at, changes).annulCard({ dossier: randomUUID(), cardNumber: card, reason: 'replaced' }, bench.call()).then(() => 'done', (error: unknown) => error);
  expect(inspect(failure, { depth: 12 })).not.toContain(card);
  return failure;
};
const say = (status: number, type: string, body: string) => (response: ServerResponse) => { response.writeHead(status, { 'content-type': type }).end(body); };
const problem = (type: string, status = 422) => say(status, 'application/problem+json', JSON.stringify({ type, status, title: 'No' }));

test.each([
  ['a page for people', say(200, 'text/html', '<html></html>')], ['half an answer', say(200, 'application/json', '{"a"')], ['more than was agreed', say(200, 'application/json', '{"more":1}')],
  ['a list', say(200, 'application/json', '[]')], ['a way elsewhere', (response: ServerResponse) => { response.writeHead(302, { location: 'https://127.0.0.1:1/', 'content-type': 'application/json' }).end('{}'); }],
  ['a problem of somebody else', problem('urn:problem-type:belgif:badRequest')], ['a code that the contract does not have', problem(`${problemType}EID-999`)], ['a success that says it is a problem', problem(`${problemType}EID-502`, 200)],
])('%s is no answer; a write may have been done', async (_what, said) => {
  answer = said;
  expect(await write()).toMatchObject({ type: 'biza.untrusted-answer', data: { retry: 'ambiguous' } });
});
test('what BiZa states goes before what its HTTP status may mean', async () => {
  answer = problem(`${problemType}EID-301`, 403);
  expect(await write()).toMatchObject({ type: 'biza.not-authorised', data: { retry: 'never' } });
  answer = say(403, 'text/html', '');
  expect(await write()).toMatchObject({ type: 'biza.credentials-refused', data: { retry: 'safe' } });
});
test.each([['is cut off', (response: ServerResponse) => { response.socket?.destroy(); }], ['is a broken server', say(500, 'text/html', '')], ['is lost behind a gateway', say(502, 'text/html', '')]])('an answer that %s leaves open whether a write was done', async (_how, said) => {
  answer = said;
  expect(await write()).toMatchObject({ type: 'biza.no-answer', data: { retry: 'ambiguous' } });
});
test.each([
  ['has a certificate from another root', () => listen(elsewhere, 'rest')], ['has a certificate for another address', () => listen(folder, 'bus')],
])('who %s is told nothing', async (_who, listening) => {
  answer = say(200, 'application/json', '{}');
  expect(await write(await listening())).toMatchObject({ type: 'biza.unavailable', data: { retry: 'safe' } });
  expect(asked).toBe(0);
});
test('who speaks no TLS is told nothing', async () => {
  const plain = createPlain((_request, response) => { asked += 1; response.end('{}'); }).listen(0, '127.0.0.1');
  await once(plain, 'listening');
  const address = plain.address();
  const failure = await write(`https://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
  await new Promise((resolve) => { plain.close(resolve); plain.closeAllConnections(); });
  expect(failure).toMatchObject({ type: 'biza.unavailable', data: { retry: 'safe' } });
  expect(asked).toBe(0);
});
test('with a key that cannot be used nothing is sent', async () => {
  expect(await write(url, { privateKey: `file:${bizaKeys.rootFile(folder)}` })).toMatchObject({ data: { retry: 'safe' } });
  expect(asked).toBe(0);
});
test('a key that was replaced counts from the next call on', async () => {
  let reads = 0;
  const config: unknown = liveBiza.config.parse({ flavour: 'rest', url, privateKey: 'file:key', certificate: 'file:cert', trustRoots: `file:${bizaKeys.rootFile(folder)}` });
  const replaced = (reference: string, holder: BizaHolder) => ({ 'file:key': bizaKeys.keyFile(folder, holder), 'file:cert': bizaKeys.certificateFile(folder, holder) })[reference] ?? bizaKeys.rootFile(folder);
  let holder: BizaHolder = 'house';
  const port = liveBiza.open({ ...bench.env, config, realNow: Date.now, secret: (reference) => { reads += 1; return readFileSync(replaced(reference, holder), 'utf8'); } });
  const seen: string[] = [];
  answer = (response) => {
    if (response.socket instanceof TLSSocket) seen.push(String(response.socket.getPeerCertificate().subject.CN));
    say(200, 'application/json', '{}')(response);
  };
  for (const next of ['house', 'bus'] as const) {
    holder = next;
    await port.annulCard({ dossier: randomUUID(), cardNumber: card, reason: 'replaced' }, bench.call());
  }
  expect([seen, reads]).toEqual([['house', 'bus'], 6]);
});
