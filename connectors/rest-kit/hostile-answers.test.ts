import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { OutwardCall } from '#services/kernel/port.ts';
import { openRestClient } from './open-rest-client.ts';
import { defineRest } from './rest-operation.ts';
import { deskMeanings, deskOperations } from './toy-desk.ts';

/** What a service, or somebody on the way to it, may answer; and what the house then knows. */

let answer: (response: ServerResponse) => void;
let asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`);
  request.resume().on('end', () => answer(response));
});
let url: string;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
});
afterAll(() => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); }));
beforeEach(() => { asked = []; });

const secretText = 'what-nobody-may-see';
const call = (signal = new AbortController().signal): OutwardCall => ({ key: 'k-1', actor: 'official:a', dossier: null, traceId: 't', signal, sealed: () => Promise.reject(new Error('none')) });
const client = (at = url, token = 'token') => openRestClient({ place: { url: at, credentials: { kind: 'bearer', token: 'env:TOKEN' }, timeoutSeconds: 5 }, secret: () => token, meanings: deskMeanings, largestAnswer: 10_000 });
const failing = async (asking: Promise<unknown>) => {
  const failure: unknown = await asking.then((told) => ({ told }), (error: unknown) => error);
  expect(inspect(failure, { depth: 12 })).not.toContain(secretText);
  return failure;
};
const read = (at = url, token?: string) => failing(client(at, token).ask(deskOperations.note, { parameters: { name: secretText } }, call()));
const write = (at = url, token?: string) => failing(client(at, token).ask(deskOperations.change, { parameters: { name: 'a' }, body: { text: secretText }, ifMatch: '"1"' }, call()));
const say = (status: number, type: string | undefined, body: string | Buffer, headers: Record<string, string> = {}) => (response: ServerResponse) => { response.writeHead(status, { ...(type !== undefined && { 'content-type': type }), ...headers }).end(body); };
const json = (body: string | Buffer, type = 'application/json') => say(200, type, body, { etag: '"1"' });
const problem = (type: string, status: number) => say(status, 'application/problem+json', JSON.stringify({ type, status, title: secretText, detail: secretText }));
const withType = (type: string, retry: string) => expect.objectContaining({ type: `desk.${type}`, data: { retry } });

test('an answer in the shape of the contract is understood', async () => {
  answer = json('{"text":"é"}', 'application/json; charset=UTF-8');
  expect(await read()).toEqual({ told: { value: { text: 'é' }, etag: '"1"' } });
  answer = say(204, undefined, '');
  expect(await write()).toEqual({ told: { value: undefined } });
});

test.each([
  ['a page for people', say(200, 'text/html', '<html></html>')], ['JSON that says it is text', json('{"text":"a"}', 'text/plain')], ['JSON that says nothing', say(200, undefined, '{"text":"a"}', { etag: '"1"' })],
  ['JSON in another character set', json(Buffer.from('{"text":"é"}', 'latin1'))], ['JSON that says it is in another character set', json('{"text":"a"}', 'application/json; charset=iso-8859-1')],
  ['half of it', json('{"text":"a"')], ['a name twice', json('{"text":"a","text":"b"}')], ['more than was agreed', json('{"text":"a","more":1}')], ['less than was agreed', json('{}')], ['a list', json('[]')], ['nothing', json('')],
  ['a prototype', json('{"text":"a","__proto__":{}}')], ['too much', json(JSON.stringify({ text: 'a'.repeat(20_000) }))], ['no tag', say(200, 'application/json', '{"text":"a"}')],
  ['another success than agreed', say(202, 'application/json', '{"text":"a"}', { etag: '"1"' })], ['compressed bytes', say(200, 'application/json', Buffer.from('1f8b0800', 'hex'), { etag: '"1"', 'content-encoding': 'gzip' })],
  ['a way elsewhere', say(302, 'application/json', '{"text":"a"}', { location: 'http://127.0.0.1:1/' })], ['not modified', say(304, undefined, '')], ['a success that says it is a problem', problem('urn:problem-type:desk:changed', 200)],
  ['a problem of somebody else', problem('urn:problem-type:other:changed', 422)], ['a problem without a type', say(422, 'application/problem+json', '{}')], ['a page that says there is nothing', say(404, 'text/html', '')],
])('%s is no answer: a read may be repeated, a write may have been done', async (_what, said) => {
  answer = said;
  expect([await read(), await write()]).toEqual([withType('unreadable', 'safe'), withType('unclear', 'ambiguous')]);
  // Nobody is followed to another address, and nothing is asked twice.
  expect(asked).toHaveLength(2);
});

test.each([
  ['is cut off', (response: ServerResponse) => { response.socket?.destroy(); }], ['ends halfway', (response: ServerResponse) => { response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' }).write('{"text"'); response.socket?.end(); }],
  ['is a broken server', say(500, 'text/html', secretText)], ['is lost behind a gateway', say(502, 'text/html', '')], ['is a server that says it broke', problem('urn:problem-type:belgif:internalServerError', 500)],
])('an answer that %s leaves open whether a write was done', async (_how, said) => {
  answer = said;
  expect([await read(), await write()]).toEqual([withType('unavailable', 'safe'), withType('no-answer', 'ambiguous')]);
});

test('an answer that does not come before the call is over leaves open whether a write was done', async () => {
  const over = new AbortController();
  answer = () => over.abort();
  expect(await failing(client().ask(deskOperations.change, { parameters: { name: 'a' }, body: { text: secretText }, ifMatch: '"1"' }, call(over.signal)))).toEqual(withType('no-answer', 'ambiguous'));
});

test.each([
  ['says that it is busy', say(503, 'text/html', '')], ['says that we ask too much', say(429, undefined, '', { 'retry-after': '9' })], ['states that it is busy', problem('urn:problem-type:belgif:tooManyRequests', 400)],
])('a server that %s did nothing', async (_what, said) => {
  answer = said;
  expect([await read(), await write()]).toEqual([withType('unavailable', 'safe'), withType('unavailable', 'safe')]);
});

/** It takes no key. */
const bell = defineRest({ ring: { method: 'POST', path: '/v1/bell', summary: 'Rings the bell; asked twice it rings twice.', kind: 'write', status: 204 } });
test.each<[string, (response: ServerResponse) => void, string, string]>([
  ['a 503 that anybody on the way may have written', say(503, 'text/html', ''), 'no-answer', 'ambiguous'], ['a 503 that says when to come back', say(503, 'text/html', '', { 'retry-after': '9' }), 'no-answer', 'ambiguous'],
  ['a problem of somebody else with 503', problem('urn:problem-type:other:away', 503), 'no-answer', 'ambiguous'], ['a service that states that it is not there', problem('urn:problem-type:belgif:serviceUnavailable', 503), 'unavailable', 'safe'],
  ['a limit on how often', say(429, undefined, ''), 'unavailable', 'safe'],
])('of what may not be asked twice: %s', async (_what, said, type, retry) => {
  answer = said;
  expect(await failing(client().ask(bell.ring, {}, call()))).toEqual(withType(type, retry));
});

test.each([['by a status', say(401, 'text/html', '')], ['by a problem', problem('urn:problem-type:belgif:expiredAccessToken', 401)]])('who does not know us says so %s, and nothing was done', async (_how, said) => {
  answer = said;
  expect([await read(), await write()]).toEqual([withType('not-let-in', 'safe'), withType('not-let-in', 'safe')]);
});

test('a problem of the contract goes before what its status may mean; a request that is not taken is not repeated', async () => {
  answer = problem('urn:problem-type:desk:changed', 503);
  expect(await write()).toEqual(withType('changed', 'never'));
  answer = problem('urn:problem-type:belgif:badRequest', 400);
  expect(await write()).toEqual(withType('not-taken', 'never'));
});

test('where nobody listens, and with a token that no header can carry, nothing is sent', async () => {
  expect(await write('http://127.0.0.1:1')).toEqual(withType('unavailable', 'safe'));
  expect(await write(url, 'two\nlines')).toEqual(withType('not-let-in', 'safe'));
  expect(asked).toEqual([]);
});

test.each(['..', '.', ''])('a parameter that would lead to another address is not sent: %j', async (name) => {
  expect(await failing(client().ask(deskOperations.note, { parameters: { name } }, call()))).toEqual(withType('not-taken', 'never'));
  expect(asked).toEqual([]);
});

test.each([['a/b', 'a%2Fb'], ['a?b#c', 'a%3Fb%23c'], ['../x', '..%2Fx'], ['é', '%C3%A9']])('a parameter stays one part of the address: %s', async (name, written) => {
  answer = json('{"text":"a"}');
  await client().ask(deskOperations.note, { parameters: { name } }, call());
  expect(asked).toEqual([`GET /v1/notes/${written}`]);
});
