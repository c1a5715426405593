import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { z } from 'zod';
import { childNamed, childText } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import { signMessage, type SigningSettings } from '#services/wire-kit/ws-security/sign-message.ts';
import { makeTestPartner, type TestPartner } from '#services/wire-kit/ws-security/test-partner.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { biza } from '../biza.port.ts';
import { servedBiza } from '../sandbox/served/serve-biza.ts';
import { bizaKeys, type BizaKeys } from '../sandbox/served/biza-keys.ts';
import { eidNamespace, fsbHeaderNamespace, personNamespace, soapNamespace } from '../wire/names.ts';
import { liveBiza } from './live-biza.ts';

const now = Date.parse('2026-11-24T09:00:00Z');
const minute = 60_000;
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
const bench = sandboxBench({}, now);
let keys: BizaKeys;
let stranger: TestPartner;
let server: ReturnType<typeof createServer>;
let answer: Answering;
let port: PortImplementation<typeof biza>;
let asked: string[];
let bodies: string[];
let url: string;

type Answering = (response: ServerResponse, messageId: string, request: IncomingMessage) => void;

beforeAll(async () => {
  keys = await bizaKeys.open(folder, now);
  // Everything like the certificate of the bus, but from a root that nobody configured.
  stranger = await makeTestPartner('bus', now);
  server = createServer((request, response) => { void respond(request, response); });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  port = open(settings());
});
afterAll(async () => {
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  rmSync(folder, { recursive: true });
  bench.remove();
});
beforeEach(() => { asked = []; bodies = []; });

const settings = () => z.record(z.string(), z.unknown()).parse(servedBiza.settings({ url, folder }));

function open(config: unknown) {
  const secret = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
  return liveBiza.open({ ...bench.env, config: liveBiza.config.parse(config), realNow: () => now, secret });
}

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
  const header = childNamed(readXml(Buffer.concat(parts)), 'Header', soapNamespace);
  const messageId = childText(childNamed(header, 'fsbHeader', fsbHeaderNamespace), 'messageId', fsbHeaderNamespace);
  asked.push(messageId);
  bodies.push(Buffer.concat(parts).toString('utf8'));
  answer(response, messageId, request);
}

const envelope = (messageId: string, content: string, header = `<f:fsbHeader xmlns:f="${fsbHeaderNamespace}"><f:messageId>${messageId}</f:messageId></f:fsbHeader>`) =>
  `<s:Envelope xmlns:s="${soapNamespace}"><s:Header>${header}</s:Header><s:Body>${content}</s:Body></s:Envelope>`;
const done = (operation: string, content = '') => `<e:${operation}Response xmlns:e="${eidNamespace}">${content}</e:${operation}Response>`;
const fault = (detail = '') => `<s:Fault xmlns:s="${soapNamespace}"><faultcode>s:Server</faultcode><faultstring>No</faultstring><detail>${detail}</detail></s:Fault>`;
const stated = (code: string) => fault(`<e:serviceFault xmlns:e="${eidNamespace}"><e:messageId>m</e:messageId><e:error><e:code><e:code>${code}</e:code><e:description>d</e:description></e:code></e:error></e:serviceFault>`);

interface Signing { readonly by?: SigningSettings; readonly at?: number; readonly cover?: 'all' | 'no header' }
function signed(xml: string, { by, at = now, cover = 'all' }: Signing = {}): string {
  const bus = { certificatePem: keys.of('bus').certificate, privateKey: keys.of('bus').key };
  return signMessage(Buffer.from(xml), { ...(by ?? bus), ...(cover === 'all' && { alsoSign: [{ namespace: fsbHeaderNamespace, local: 'fsbHeader' }] }) }, { now: at, newId: () => `_${randomUUID()}` }).xml;
}
const xml = (response: ServerResponse, body: string, status = 200) => { response.writeHead(status, { 'content-type': 'text/xml' }).end(body); };

const card = makeCardNumber('5910000007');
const insz = makeInsz('1960-05-01', 3, { testPerson: true });
const write = () => port.annulCard({ dossier: randomUUID(), cardNumber: card, reason: 'replaced' }, bench.call());
const read = () => port.cardStatus({ order: 'ORD-1' }, bench.call());
const status = '<e:status>ordered</e:status><e:expectedOn>2026-12-01</e:expectedOn><e:since>2026-11-24T09:00:00.000Z</e:since>';

const both = (content: (operation: 'annulCard' | 'cardStatus') => string, make: (content: string, messageId: string) => string, httpStatus = 200): Answering =>
  (response, messageId, request) => xml(response, make(content(String(request.headers['soapaction']).includes('annulCard') ? 'annulCard' : 'cardStatus'), messageId), httpStatus);
const right = (operation: 'annulCard' | 'cardStatus') => (operation === 'annulCard' ? done('annulCard') : done('cardStatus', status));

/** The signed Body goes into a header that nobody has to understand, and another one takes its place. */
function wrapped(content: string, messageId: string): string {
  const good = signed(envelope(messageId, content));
  const body = /<s:Body[^>]*>.*<\/s:Body>/s.exec(good)?.[0] ?? '';
  return good.replace(body, `<s:Body>${content}</s:Body>`).replace('</s:Header>', `<x:Kept xmlns:x="urn:x">${body}</x:Kept></s:Header>`);
}

let first = '';
const untrusted: readonly (readonly [string, Answering])[] = [
  ['an answer that nobody signed', both(right, (content, id) => envelope(id, content))],
  ['an answer signed by the right name from another root', both(right, (content, id) => signed(envelope(id, content), { by: stranger.signs }))],
  ['an answer signed by somebody else of the same root', both(right, (content, id) => signed(envelope(id, content), { by: { certificatePem: keys.of('house').certificate, privateKey: keys.of('house').key } }))],
  ['an answer that was changed after it was signed', both((operation) => (operation === 'annulCard' ? done('annulCard', ' ') : right(operation)), (content, id) => signed(envelope(id, content)).replace('ordered', 'shipped').replace('> </e:', '>  </e:'))],
  ['an answer whose signed Body was moved aside', both(right, wrapped)],
  ['an answer of twenty minutes ago', both(right, (content, id) => signed(envelope(id, content), { at: now - 20 * minute }))],
  ['an answer of twenty minutes from now', both(right, (content, id) => signed(envelope(id, content), { at: now + 20 * minute }))],
  ['an answer to another message', both(right, (content) => signed(envelope('_another', content)))],
  ['an answer whose message id is not signed', both(right, (content, id) => signed(envelope(id, content), { cover: 'no header' }))],
  ['an answer without a message id', both(right, (content) => signed(envelope('', content, ''), { cover: 'no header' }))],
  ['the answer of another operation', both(() => done('closeRenewal'), (content, id) => signed(envelope(id, content)))],
  ['an answer of the right name in another namespace', both((operation) => right(operation).replaceAll(eidNamespace, 'urn:other'), (content, id) => signed(envelope(id, content)))],
  ['two answers in one', both((operation) => right(operation) + right(operation), (content, id) => signed(envelope(id, content)))],
  ['an answer that is signed and not in the shape of the contract', both((operation) => (operation === 'annulCard' ? done('annulCard', '<e:more>1</e:more>') : done('cardStatus', status.replace('2026-11-24T09:00:00.000Z', 'yesterday'))), (content, id) => signed(envelope(id, content)))],
  ['a fault that is signed, with a code that the contract does not have', both(() => stated('EID-999'), (content, id) => signed(envelope(id, content)), 500)],
  ['a fault that is signed, in answer to another message', both(() => stated('EID-502'), (content) => signed(envelope('_another', content)), 500)],
  ['more than is ever read', (response) => xml(response, `<a>${' '.repeat(2 * 1024 * 1024)}</a>`)],
  ['an XML bomb', (response) => xml(response, '<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>')],
  ['an external entity', (response) => xml(response, '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')],
  ['a page for people', (response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Welcome</body></html>'); }],
  ['a page that says that nothing is there', (response) => { response.writeHead(404, { 'content-type': 'text/html' }).end('<html><body>Not Found</body></html>'); }],
  ['nothing at all', (response) => xml(response, '')],
];

async function failureOf(doing: () => Promise<unknown>): Promise<unknown> {
  const failure: unknown = await doing().then((value) => ({ type: `no failure: ${JSON.stringify(value)}` }), (error: unknown) => error);
  const shown = inspect(failure, { depth: 12 });
  for (const personal of [card, insz]) expect(shown).not.toContain(personal);
  return failure;
}

test('what is signed by BiZa, now, in answer to this message, is believed', async () => {
  answer = both(right, (content, id) => signed(envelope(id, content)));
  await expect(write()).resolves.toEqual({});
  await expect(read()).resolves.toEqual({ status: 'ordered', expectedOn: '2026-12-01', since: now });
});

test.each([[[]], [['00A4']], [['00A4', '80EC']]])('the commands %j are a list, however many there are', async (script) => {
  answer = (response, messageId) => xml(response, signed(envelope(messageId, done('openActivation', `<e:activation>ACT-1</e:activation>${script.map((one) => `<e:script>${one}</e:script>`).join('')}`))));
  await expect(port.openActivation({ dossier: randomUUID(), cardNumber: card, sealed: null, official: 'a', device: 'b' }, bench.call())).resolves.toEqual({ activation: 'ACT-1', chip: null, script });
});

test.each(untrusted)('%s is no answer; a write may have been done', async (_what, hostile) => {
  answer = hostile;
  expect(await failureOf(write)).toMatchObject({ type: 'biza.untrusted-answer', data: { retry: 'ambiguous' } });
  expect(await failureOf(read)).toMatchObject({ type: 'biza.untrusted-answer' });
  expect(asked).toHaveLength(2);
});

test('an answer that never ends is given up long before memory is', async () => {
  let sent = 0;
  answer = (response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    const more = () => {
      do sent += 65_536; while (response.write(' '.repeat(65_536)));
    };
    response.on('drain', more);
    more();
  };
  expect(await failureOf(write)).toMatchObject({ type: 'biza.untrusted-answer', data: { retry: 'ambiguous' } });
  expect(sent).toBeLessThan(32 * 1024 * 1024);
});

test('an answer that was believed once is not believed again', async () => {
  answer = both(right, (content, id) => first ||= signed(envelope(id, content)));
  await expect(write()).resolves.toEqual({});
  expect(await failureOf(write)).toMatchObject({ type: 'biza.untrusted-answer' });
});

test('what BiZa states under its signature counts as it stands', async () => {
  answer = both(() => stated('EID-301'), (content, id) => signed(envelope(id, content)), 500);
  expect(await failureOf(write)).toMatchObject({ type: 'biza.not-authorised', data: { retry: 'never' } });
});

test.each([['refuses', 500], ['even says 200', 200]])('a fault that nobody signed is never a refusal, although it %s', async (_how, httpStatus) => {
  answer = both(() => stated('EID-502'), (content) => `<s:Envelope xmlns:s="${soapNamespace}"><s:Body>${content}</s:Body></s:Envelope>`, httpStatus);
  expect(await failureOf(write)).toMatchObject({ type: 'biza.unsigned-fault', data: { retry: 'ambiguous' } });
  expect(await failureOf(read)).toMatchObject({ type: 'biza.unavailable', data: { retry: 'safe' } });
});

const breaks: readonly (readonly [string, Answering])[] = [
  ['is cut off', (response) => { response.socket?.destroy(); }],
  ['ends in the middle', (response) => { response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '5000' }); response.write('<s:Envelope', () => response.socket?.destroy()); }],
  ['is lost behind a gateway', (response) => { response.writeHead(504, { 'content-type': 'text/html' }).end('<html></html>'); }],
  ['is a broken page', (response) => { response.writeHead(500, { 'content-type': 'text/html' }).end('<html></html>'); }],
];
test.each(breaks)('an answer that %s leaves open whether a write was done', async (_how, hostile) => {
  answer = hostile;
  expect(await failureOf(write)).toMatchObject({ type: 'biza.no-answer', data: { retry: 'ambiguous' } });
  expect(await failureOf(read)).toMatchObject({ type: 'biza.unavailable', data: { retry: 'safe' } });
});

test('who answers after the time of the call answers nobody', async () => {
  // Its own patience is longer than that of this test.
  const patient = open({ ...settings(), timeoutSeconds: 60 });
  const over = new AbortController();
  answer = () => over.abort();
  expect(await failureOf(() => patient.annulCard({ dossier: randomUUID(), cardNumber: card, reason: 'replaced' }, { ...bench.call(), signal: over.signal }))).toMatchObject({ type: 'biza.no-answer' });
});

test.each([[503, 'biza.unavailable'], [429, 'biza.unavailable'], [401, 'biza.credentials-refused'], [403, 'biza.credentials-refused']])('HTTP %i says that nothing was done', async (httpStatus, type) => {
  answer = (response) => { response.writeHead(httpStatus, { 'content-type': 'text/html' }).end('<html></html>'); };
  expect(await failureOf(write)).toMatchObject({ type, data: { retry: 'safe' } });
  expect(await failureOf(read)).toMatchObject({ type, data: { retry: 'safe' } });
});

test('with a key that cannot be used nothing is sent, and work waits for an administrator', async () => {
  const keyless = open({ ...settings(), privateKey: settings()['certificate'] });
  expect(await failureOf(() => keyless.annulCard({ dossier: randomUUID(), cardNumber: card, reason: 'replaced' }, bench.call()))).toMatchObject({ type: 'biza.credentials-refused', data: { retry: 'safe' } });
  expect(asked).toEqual([]);
});

test('where nobody listens nothing was done', async () => {
  const alone = open(servedBiza.settings({ url: 'http://127.0.0.1:1', folder }));
  expect(await failureOf(() => alone.annulCard({ dossier: randomUUID(), cardNumber: card, reason: 'replaced' }, bench.call()))).toMatchObject({ type: 'biza.unavailable', data: { retry: 'safe' } });
});

const person = (inside: string, state = 'ACTIVE') => `<m:getPersonResponse xmlns:m="${personNamespace}"><m:basicNaturalPerson xmlns:p="http://fsb.belgium.be/data/person/v4_01"><p:state>${state}</p:state>
  <p:basicPerson trust="high" source="RN"><p:personNumber>${insz}</p:personNumber><p:name><p:firstName>An</p:firstName><p:lastName>Peeters</p:lastName></p:name>${inside}</p:basicPerson></m:basicNaturalPerson></m:getPersonResponse>`;
const answerPerson = (content: string): Answering => (response, messageId) => xml(response, signed(envelope(messageId, content)));
const look = () => port.person({ insz }, bench.call());

test('a person is read from data types of any version, and a birth date that is not whole is not known', async () => {
  answer = answerPerson(person('<p:officialBirthDate><p:century>19</p:century><p:year>60</p:year><p:month>00</p:month><p:day>00</p:day></p:officialBirthDate>'));
  await expect(look()).resolves.toEqual({ insz, firstNames: ['An'], lastName: 'Peeters', birthDate: null, deceased: false, nisCode: null });
});
test('the bus is told for whom it is asked, where the agreement names somebody, and in which language', async () => {
  answer = answerPerson(person(''));
  const userFile = join(folder, 'user');
  writeFileSync(userFile, '60010100195');
  await look();
  await open({ ...settings(), userNumber: `file:${userFile}`, language: 'fr' }).person({ insz }, bench.call());
  const contexts = bodies.map((body) => /<msg:userContext>(.*)<\/msg:userContext>/.exec(body)?.[1]?.replaceAll(/ xmlns:ctx="[^"]*"/g, ''));
  expect(contexts).toEqual(['<ctx:language>nl</ctx:language>', '<ctx:personNumber>60010100195</ctx:personNumber><ctx:language>fr</ctx:language>']);
});
test.each([
  ['in a state that nobody knows', person('', 'SUSPENDED')], ['in a namespace that is not the bus\'s', person('').replace('<p:lastName>Peeters</p:lastName>', '<x:lastName xmlns:x="urn:x">Peeters</x:lastName>')],
])('a person %s is no answer', async (_what, content) => {
  answer = answerPerson(content);
  expect(await failureOf(look)).toMatchObject({ type: 'biza.untrusted-answer' });
});

describe('where the bus does not sign its header', () => {
  const lookThere = () => {
    const there = open({ ...settings(), busSignsHeader: false });
    return () => there.person({ insz }, bench.call());
  };
  const given = (messageId: string, how: Signing): Answering => {
    const once = signed(envelope(messageId, person('')), how);
    return (response) => xml(response, once);
  };

  test('an answer without it is believed, once', async () => {
    const looking = lookThere();
    answer = given('_whatever', { cover: 'no header' });
    await expect(looking()).resolves.toMatchObject({ insz });
    expect(await failureOf(looking)).toMatchObject({ type: 'biza.untrusted-answer' });
  });
  test('one that is signed all the same has to be ours', async () => {
    answer = given('_another', {});
    expect(await failureOf(lookThere())).toMatchObject({ type: 'biza.untrusted-answer' });
  });
  test('where it does, an answer without it is not', async () => {
    answer = given('_whatever', { cover: 'no header' });
    expect(await failureOf(look)).toMatchObject({ type: 'biza.untrusted-answer' });
  });
});
