import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { openRestClient } from './open-rest-client.ts';
import { restFront } from './rest-front.ts';
import { defineRest } from './rest-operation.ts';
import { restCredentials, restPlace } from './rest-place.ts';
import { keepToken, tokenFile } from './served-token.ts';
import { stateFailures } from './state-failures.ts';
import { deskFailures, deskMeanings, deskOperations } from './toy-desk.ts';

/** A served table of operations: what keeps to it is done, what does not is refused by name. */

const folder = mkdtempSync(join(tmpdir(), 'desk-'));
const notes = new Map([['a', { text: 'one', version: 1 }], ['b', { text: 'two', version: 1 }], ['c d/é', { text: 'three', version: 1 }]]);
const done: { key: string; actor: string; dossier: string | null; body: unknown }[] = [];
let served: ServedHandler;
let fault: keyof typeof deskFailures | undefined;

beforeAll(async () => {
  served = await serveHandler(() => restFront({
    operations: deskOperations, letsIn: keepToken(folder), problemOf: stateFailures('desk', deskMeanings.problems, { down: 'unavailable', lost: 'no-answer' }), largestRequest: 1_000,
    handlers: {
      notes: ({ query: { after = '', limit } }) => {
        const left = [...notes.keys()].filter((name) => name > after);
        return Promise.resolve({ value: { notes: left.slice(0, limit), next: left.length > limit ? left[limit - 1] ?? null : null } });
      },
      note: ({ parameters: { name } }) => {
        const found = notes.get(name);
        if (!found) throw deskFailures.unknown();
        return Promise.resolve({ value: { text: found.text }, etag: `"${found.version}"` });
      },
      change: ({ parameters: { name }, body, ifMatch }, { key, actor, dossier }) => {
        const found = notes.get(name);
        if (fault) throw deskFailures[fault]();
        if (!found || ifMatch !== `"${found.version}"`) throw deskFailures.changed();
        notes.set(name, { text: body.text, version: found.version + 1 });
        done.push({ key, actor, dossier, body });
        return Promise.resolve({});
      },
    },
  }));
});
afterAll(async () => { await served.close(); rmSync(folder, { recursive: true }); });
beforeEach(() => { fault = undefined; done.length = 0; });

const call = (key = 'k-1'): OutwardCall => ({ key, actor: 'official:jos é', dossier: 'd-1', traceId: 't', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('none')) });
const secret = (reference: string) => readFileSync(reference.slice('file:'.length), 'utf8');
const client = () => openRestClient({ place: { url: served.url, credentials: restCredentials.parse({ kind: 'bearer', token: `file:${tokenFile(folder)}` }), timeoutSeconds: 5 }, secret, meanings: deskMeanings });
const raw = async (method: string, path: string, { body, headers = {} }: { body?: string | Buffer; headers?: Record<string, string> } = {}) => {
  const answer = await fetch(`${served.url}${path}`, {
    method, ...(body !== undefined && { body }),
    headers: { authorization: `Bearer ${secret(`file:${tokenFile(folder)}`)}`, 'content-type': 'application/json', 'idempotency-key': 'k', 'if-match': '"1"', ...headers },
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, problem: text === '' ? undefined : JSON.parse(text) as unknown };
};

test('a page is asked, and the next one, by a query', async () => {
  const first = await client().ask(deskOperations.notes, { query: {} }, call());
  expect(first.value).toEqual({ notes: ['a', 'b'], next: 'b' });
  expect((await client().ask(deskOperations.notes, { query: { after: 'b', limit: '5' } }, call())).value).toEqual({ notes: ['c d/é'], next: null });
});

test('what was read is changed under its tag, with key, dossier and who asks; changed meanwhile, it is refused', async () => {
  const { value, etag } = await client().ask(deskOperations.note, { parameters: { name: 'c d/é' } }, call());
  expect(value).toEqual({ text: 'three' });
  const change = () => client().ask(deskOperations.change, { parameters: { name: 'c d/é' }, body: { text: 'new' }, ifMatch: etag }, call('k-7'));
  expect(await change()).toEqual({ value: undefined });
  expect(done).toEqual([{ key: 'k-7', actor: 'official:jos é', dossier: 'd-1', body: { text: 'new' } }]);
  await expect(change()).rejects.toMatchObject({ type: 'desk.changed', data: { retry: 'never' } });
  await expect(client().ask(deskOperations.note, { parameters: { name: 'nobody' } }, call())).rejects.toMatchObject({ type: 'desk.unknown' });
});

test.each([['unavailable', 'unavailable', 'safe'], ['no-answer', 'no-answer', 'ambiguous']] as const)('a desk that plays %s is that for who asks', async (played, type, retry) => {
  fault = played;
  await expect(client().ask(deskOperations.change, { parameters: { name: 'a' }, body: { text: 'x' }, ifMatch: '"1"' }, call())).rejects.toMatchObject({ type: `desk.${type}`, data: { retry } });
});

test.each<[string, string, string, Parameters<typeof raw>[2], number, object]>([
  ['an address that is not in the table', 'GET', '/v1/other', {}, 404, { type: 'urn:problem-type:belgif:resourceNotFound' }],
  ['another method', 'DELETE', '/v1/notes/a', {}, 405, { type: 'urn:problem-type:belgif:badRequest' }],
  ['a query that is not known', 'GET', '/v1/notes?sort=1', {}, 400, { issues: [{ in: 'query', name: 'sort' }] }],
  ['a query where there is none', 'GET', '/v1/notes/a?x=1', {}, 400, { issues: [{ in: 'query', name: 'x' }] }],
  ['a query twice', 'GET', '/v1/notes?limit=1&limit=2', {}, 400, { issues: [{ in: 'query', name: 'limit' }] }],
  ['a query of another kind', 'GET', '/v1/notes?limit=-1', {}, 400, { issues: [{ in: 'query', name: 'limit' }] }],
  ['a part of the address that cannot be read', 'GET', '/v1/notes/%ff', {}, 400, { type: 'urn:problem-type:belgif:badRequest' }],
  ['a parameter that is too long', 'GET', `/v1/notes/${'x'.repeat(41)}`, {}, 400, { issues: [{ in: 'path', name: 'name' }] }],
  ['a field too many', 'PUT', '/v1/notes/a', { body: '{"text":"a","more":1}' }, 400, { issues: [{ in: 'body', name: 'more' }] }],
  ['a field of another kind', 'PUT', '/v1/notes/a', { body: '{"text":"a","lines":"1"}' }, 400, { issues: [{ in: 'body', name: 'lines' }] }],
  ['a name twice', 'PUT', '/v1/notes/a', { body: '{"text":"a","text":"b"}' }, 400, { issues: [{ in: 'body', name: 'body' }] }],
  ['a body that is no JSON', 'PUT', '/v1/notes/a', { body: '<a/>' }, 400, { issues: [{ in: 'body', name: 'body' }] }],
  ['a body in another character set', 'PUT', '/v1/notes/a', { body: Buffer.from('{"text":"é"}', 'latin1') }, 400, { issues: [{ in: 'body', name: 'body' }] }],
  ['a body that says it is something else', 'PUT', '/v1/notes/a', { body: '{"text":"a"}', headers: { 'content-type': 'text/plain' } }, 400, { issues: [{ in: 'header', name: 'content-type' }] }],
  ['a write without a key', 'PUT', '/v1/notes/a', { body: '{"text":"a"}', headers: { 'idempotency-key': '' } }, 400, { issues: [{ in: 'header', name: 'idempotency-key' }] }],
  ['a change without a tag', 'PUT', '/v1/notes/a', { body: '{"text":"a"}', headers: { 'if-match': '' } }, 400, { issues: [{ in: 'header', name: 'if-match' }] }],
  ['too much', 'PUT', '/v1/notes/a', { body: JSON.stringify({ text: 'x'.repeat(2_000) }) }, 413, { type: 'urn:problem-type:belgif:payloadTooLarge' }],
  ['a wrong token', 'GET', '/v1/notes', { headers: { authorization: 'Bearer x' } }, 401, { type: 'urn:problem-type:belgif:noAccessToken' }],
  ['a token that is no bearer', 'GET', '/v1/notes', { headers: { authorization: 'Basic eDp4' } }, 401, { type: 'urn:problem-type:belgif:noAccessToken' }],
])('%s is refused by name, and nothing is done', async (_what, method, path, sending, status, stated) => {
  const answer = await raw(method, path, sending);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  expect(answer.problem).toMatchObject({ status, ...stated });
  expect(done).toEqual([]);
});

test('an operation whose path and parameters differ is a mistake that is told at once', () => {
  const one = { method: 'GET', path: '/v1/{a}', summary: '', kind: 'read', status: 204 } as const;
  expect(() => defineRest({ one })).toThrow("operation 'one'");
  expect(() => defineRest({ one: { ...one, path: '/v1', parameters: z.strictObject({ a: z.string() }) } })).toThrow("operation 'one'");
});

test.each(['http://tool.example', 'https://tool.example/', 'https://tool.example?a=1', 'https://a:b@tool.example', 'ftp://tool.example', 'http://127.0.0.1.evil.example', 'tool.example'])('an address like %s is refused before anything is asked', (url) => {
  expect(z.strictObject(restPlace).safeParse({ url }).success).toBe(false);
});
test.each(['https://tool.example/api', 'http://127.0.0.1:3100/gent/eid-tool', 'http://localhost'])('an address like %s is taken', (url) => {
  expect(z.strictObject(restPlace).safeParse({ url }).success).toBe(true);
});
