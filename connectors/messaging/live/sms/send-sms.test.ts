import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { inspect } from 'node:util';
import type { OutwardCall } from '#services/kernel/port.ts';
import { checkSms } from './check-sms.ts';
import { openSmsGateway } from './send-sms.ts';
import { smsSettings } from './sms-settings.ts';

/** What a gateway is asked, what it may answer, and what the house then knows. */

let answer: (response: ServerResponse) => void;
let asked: { headers: IncomingMessage['headers']; body: unknown }[];
const server = createServer((request, response) => {
  void (async () => {
    const parts: Buffer[] = [];
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
    asked.push({ headers: request.headers, body: parts.length > 0 ? JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown : undefined });
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

const json = (status: number, body: unknown, type = 'application/json') => (response: ServerResponse) => { response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body)); };
const problem = (status: number, type: string) => json(status, { type, status, title: '+32470000000' }, 'application/problem+json');
beforeEach(() => { asked = []; answer = json(201, { messageId: 'g-1' }); });

const key = randomUUID();
const call: OutwardCall = { key, actor: 'system', dossier: null, traceId: 't', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('none')) };
const env = (at = url) => ({ config: smsSettings.parse({ url: at, credentials: { kind: 'bearer', token: 'env:TOKEN' }, sender: 'Stad Gent', maxParts: 2 }), secret: () => 'token', realNow: () => 0 });
const text = { to: '+32470000000', subject: 'Uw eID', body: 'Gemeente: uw eID vervalt.', language: 'nl', dossier: randomUUID() } as const;
const send = async (changes: object = {}, at = url) => {
  const gateway = openSmsGateway(env(at));
  const failure: unknown = await gateway.send({ ...text, ...changes }, call).then((told) => ({ told }), (error: unknown) => error);
  gateway.close();
  expect(inspect(failure, { depth: 12 })).not.toContain('+3247');
  return failure;
};
const failed = (type: string, retry: string) => expect.objectContaining({ type: `messaging.${type}`, data: expect.objectContaining({ retry }) });

test('a text goes out with its length and alphabet, our number and dossier, and without a subject', async () => {
  expect(await send()).toEqual({ told: { messageId: 'g-1' } });
  expect(await send({ body: 'Złoty 🪪' })).toEqual({ told: { messageId: 'g-1' } });
  const common = { reference: key, from: 'Stad Gent', to: text.to, language: 'nl', parts: 1 };
  expect(asked.map(({ body }) => body)).toEqual([{ ...common, text: text.body, encoding: 'gsm-7' }, { ...common, text: 'Złoty 🪪', encoding: 'ucs-2' }]);
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer token', 'about-dossier': text.dossier });
});

test.each<[string, object, ReturnType<typeof failed>]>([
  ['a number without its country', { to: '0470000000' }, failed('address-refused', 'never')], ['no number', { to: 'noor@example.org' }, failed('address-refused', 'never')], ['a number of two lines', { to: '+32470000000\r\nx' }, failed('text-unfit', 'never')],
  ['a text longer than is paid for', { body: 'x'.repeat(307) }, failed('text-unfit', 'never')], ['a text with emoji that makes it longer', { body: `🪪${'x'.repeat(140)}` }, failed('text-unfit', 'never')], ['no text', { body: '' }, failed('text-unfit', 'never')],
])('%s is refused here, and nothing is asked', async (_what, changes, expected) => {
  expect(await send(changes)).toEqual(expected);
  expect(asked).toEqual([]);
});

test.each<[string, (response: ServerResponse) => void, ReturnType<typeof failed>]>([
  ['a number that it refuses', problem(422, 'urn:problem-type:eid:sms:number-refused'), failed('address-refused', 'never')], ['a text that it refuses', problem(422, 'urn:problem-type:eid:sms:not-taken'), failed('not-taken', 'never')],
  ['no right to ask', problem(401, 'urn:problem-type:belgif:noAccessToken'), failed('not-let-in', 'safe')], ['too many at once', problem(429, 'urn:problem-type:belgif:tooManyRequests'), failed('unavailable', 'safe')],
  ['maintenance', problem(503, 'urn:problem-type:belgif:serviceUnavailable'), failed('unavailable', 'safe')], ['a server that broke', json(500, {}), failed('no-answer', 'ambiguous')],
  ['a 503 without a word of the gateway', json(503, {}), failed('no-answer', 'ambiguous')], ['a 503 of a proxy', (response) => { response.writeHead(503, { 'content-type': 'text/html', 'retry-after': '5' }).end('<html>'); }, failed('no-answer', 'ambiguous')],
  ['a broken connection', (response) => { response.destroy(); }, failed('no-answer', 'ambiguous')], ['a success without a number', json(201, {}), failed('no-answer', 'ambiguous')],
  ['another success', json(200, { messageId: 'a' }), failed('no-answer', 'ambiguous')], ['a page', json(201, { messageId: 'a' }, 'text/html'), failed('no-answer', 'ambiguous')],
])('%s: what the house knows then', async (_what, said, expected) => {
  answer = said;
  expect(await send()).toEqual(expected);
  expect(asked).toHaveLength(1);
});

test('nobody listens: nothing was sent', async () => {
  expect(await send({}, 'http://127.0.0.1:1')).toEqual(failed('unavailable', 'safe'));
});

test('the check says what is wrong in one sentence, and sends nothing', async () => {
  answer = json(200, { status: 'up' });
  expect(await checkSms(env())).toMatchObject([{ what: 'reachability', ok: true }]);
  answer = problem(401, 'urn:problem-type:belgif:noAccessToken');
  expect(await checkSms(env())).toMatchObject([{ what: 'credentials', ok: false, says: expect.stringContaining('does not let us in') }]);
  expect(await checkSms(env('http://127.0.0.1:1'))).toMatchObject([{ what: 'reachability', ok: false }]);
  expect(asked.map(({ body }) => body)).toEqual([undefined, undefined]);
});
