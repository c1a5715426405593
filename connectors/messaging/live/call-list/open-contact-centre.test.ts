import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import type { OutwardCall } from '#services/kernel/port.ts';
import { checkContactCentre } from './check-contact-centre.ts';
import { contactCentreSettings } from './contact-centre-settings.ts';
import { openContactCentre } from './open-contact-centre.ts';

/** What a contact centre is asked, what it may answer, and what the house then knows. */

let answer: (response: ServerResponse) => void;
let asked: { method: string | undefined; path: string | undefined; headers: IncomingMessage['headers']; body: unknown }[];
const server = createServer((request, response) => {
  void (async () => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    asked.push({ method: request.method, path: request.url, headers: request.headers, body: parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown : undefined });
    answer(response);
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
const say = (status: number, body?: unknown, type = 'application/json', headers: Record<string, string> = {}) => (response: ServerResponse) => { response.writeHead(status, { ...(body !== undefined && { 'content-type': type }), ...headers }).end(body === undefined ? '' : JSON.stringify(body)); };
const problem = (status: number, type: string) => say(status, { type, status, title: 'Noor' }, 'application/problem+json');
beforeEach(() => { asked = []; answer = say(204); });

const key = randomUUID();
const outward: OutwardCall = { key, actor: 'system', dossier: null, traceId: 't', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('none')) };
const env = (at = url) => ({ config: contactCentreSettings.parse({ url: at, credentials: { kind: 'bearer', token: 'env:TOKEN' }, outcomes: { user: 'centre', password: 'env:PASSWORD' } }), secret: () => 'token', realNow: () => 0 });
const offered = { call: randomUUID(), dossier: randomUUID(), notice: 'invitation', language: 'nl', name: 'Noor Voorbeeld', telephone: '+32 9 210 10 10', script: 'Beste', since: Date.UTC(2026, 10, 24, 9) } as const;
const ending = async (asking: (centre: ReturnType<typeof openContactCentre>) => Promise<unknown>, at = url) => {
  const centre = openContactCentre(env(at));
  const outcome: unknown = await asking(centre).then((told) => ({ told }), (error: unknown) => error);
  centre.close();
  for (const hidden of ['Noor', '210 10 10', 'token']) expect(inspect(outcome, { depth: 12 })).not.toContain(hidden);
  return outcome;
};
const offer = (changes: object = {}, at = url) => ending((centre) => centre.offer({ ...offered, ...changes }, outward), at);
const withdraw = () => ending((centre) => centre.withdraw({ call: offered.call }, outward));
const failed = (type: string, retry: string) => expect.objectContaining({ type: `messaging.${type}`, data: expect.objectContaining({ retry }) });

test('a call is offered and withdrawn under its own number, and nothing of its citizen stands in an address', async () => {
  expect([await offer(), await withdraw()]).toEqual([{ told: {} }, { told: {} }]);
  const { call, since: _since, ...body } = offered;
  expect(asked).toMatchObject([
    { method: 'PUT', path: `/v1/calls/${call}`, body: { ...body, since: '2026-11-24T09:00:00.000Z' }, headers: { authorization: 'Bearer token', 'idempotency-key': key, 'about-dossier': offered.dossier } },
    { method: 'DELETE', path: `/v1/calls/${call}`, body: undefined, headers: { 'idempotency-key': key } },
  ]);
});

test.each<[string, object, ReturnType<typeof failed>]>([
  ['no telephone', { telephone: '' }, failed('address-refused', 'never')], ['words for a telephone', { telephone: 'ask the neighbour' }, failed('address-refused', 'never')], ['a telephone of two lines', { telephone: '09 210\r\n10' }, failed('text-unfit', 'never')],
  ['a name of two lines', { name: 'a\nb' }, failed('text-unfit', 'never')], ['a script with a bell', { script: 'a\u0007' }, failed('text-unfit', 'never')],
])('%s is refused here, and nothing is asked', async (_what, changes, expected) => {
  expect(await offer(changes)).toEqual(expected);
  expect(asked).toEqual([]);
});

test.each<[string, (response: ServerResponse) => void, ReturnType<typeof failed>]>([
  ['a number that it cannot dial', problem(422, 'urn:problem-type:eid:calls:number-refused'), failed('address-refused', 'never')], ['a call that it does not take', problem(422, 'urn:problem-type:eid:calls:not-taken'), failed('not-taken', 'never')],
  ['no right to ask', problem(403, 'urn:problem-type:belgif:missingPermission'), failed('not-let-in', 'safe')], ['maintenance', problem(503, 'urn:problem-type:belgif:serviceUnavailable'), failed('unavailable', 'safe')], ['too many at once', say(429), failed('unavailable', 'safe')],
  ['a server that broke', say(500, {}), failed('no-answer', 'ambiguous')], ['a broken connection', (response) => { response.destroy(); }, failed('no-answer', 'ambiguous')], ['an answer where none was agreed', say(200, { call: 'x' }), failed('no-answer', 'ambiguous')],
  ['a huge answer', say(204, 'x'.repeat(2_000_000)), { told: {} }], ['a huge page', say(200, 'x'.repeat(2_000_000), 'text/html'), failed('no-answer', 'ambiguous')], ['a way elsewhere', say(307, undefined, '', { location: 'http://127.0.0.1:1/' }), failed('no-answer', 'ambiguous')],
])('%s: what the house knows then', async (_what, said, expected) => {
  answer = said;
  expect(await offer()).toEqual(expected);
  expect(asked).toHaveLength(1);
});

test('nobody listens: nothing was offered', async () => {
  expect(await offer({}, 'http://127.0.0.1:1')).toEqual(failed('unavailable', 'safe'));
});

test('the check asks for the health of the contact centre, and has nobody telephoned', async () => {
  answer = say(200, { status: 'up' });
  expect(await checkContactCentre(env())).toMatchObject([{ what: 'reachability', ok: true }, { what: 'credentials', ok: true }]);
  answer = say(401);
  expect(await checkContactCentre(env())).toMatchObject([{ ok: true }, { what: 'credentials', ok: false, says: expect.stringContaining('does not let us in') }]);
  expect(await checkContactCentre(env('http://127.0.0.1:1'))).toMatchObject([{ what: 'reachability', ok: false }]);
  expect(asked.map(({ path }) => path)).toEqual(['/v1/health', '/v1/health']);
});
