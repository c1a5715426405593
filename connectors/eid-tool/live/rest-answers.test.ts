import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { z } from 'zod';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { makeCardNumber } from '#services/belgium/card-number.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { eidTool } from '../eid-tool.port.ts';
import { liveEidTool } from './live-eid-tool.ts';

/** What a tool may answer over REST, beside what holds for every REST wire (rest-kit). */

const bench = sandboxBench({}, instantOf('2026-11-24', '10:00'));
const [one, two] = [1, 2].map((serial) => ({ cardNumber: makeCardNumber(String(5_910_000_000 + serial)), insz: makeInsz('1960-05-01', serial, { testPerson: true }), kind: 'eid', expiresOn: '2026-12-24', renewal: 'card' }));
const [card, other] = [z.object({ cardNumber: z.string(), insz: z.string() }).loose().parse(one), z.object({ cardNumber: z.string(), insz: z.string() }).loose().parse(two)];

let answers: ((response: ServerResponse) => void)[] = [];
let asked: string[] = [];
const server = createServer((request, response) => {
  asked.push(String(request.url));
  request.resume().on('end', () => (answers.length > 1 ? answers.shift() : answers[0])?.(response));
});
let url: string;
let tool: PortImplementation<typeof eidTool>;
const settings = (changes: object = {}) => liveEidTool.config.parse({ flavour: 'rest', url, credentials: { kind: 'bearer', token: 'env:TOOL_TOKEN' }, ...changes });
const env = (config: unknown = settings()) => ({ ...bench.env, config, realNow: Date.now, secret: () => 'token' });
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  tool = liveEidTool.open(env());
});
afterAll(async () => {
  await new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  bench.remove();
});
beforeEach(() => { asked = []; });

const json = (value: unknown, status = 200) => (response: ServerResponse) => { response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value)); };
const page = (cards: unknown[], next: string | null = null) => json({ cards, next });
const expiring = (after: string | null = null) => tool.expiringCards({ from: '2026-12-01', until: '2026-12-31', after }, bench.call());
const failing = async (asking: Promise<unknown>) => {
  const failure: unknown = await asking.then((told) => ({ told }), (error: unknown) => error);
  for (const personal of [card.insz, card.cardNumber, other.insz]) expect(inspect(failure, { depth: 12 })).not.toContain(personal);
  return failure;
};
const unreadable = { type: 'eid-tool.unreadable', data: { retry: 'safe' } };

test('a card that nobody can read is counted and hides no other', async () => {
  answers = [page([card, { ...other, cardNumber: '591000000200' }, { ...other, insz: '60650100200' }, { ...other, kind: 'passport' }, null, 'x', { ...other, expiresOn: '2026-13-01' }, other])];
  expect(await expiring()).toEqual({ cards: [card, other], next: null, unreadable: 6 });
});

test('numbers are understood as people write them, and what the tool adds of its own is left alone', async () => {
  answers = [page([{ ...card, insz: card.insz.replace(/^(\d\d)(\d\d)(\d\d)(\d{3})(\d\d)$/, '$1.$2.$3-$4.$5'), cardNumber: card.cardNumber.replace(/^(\d{3})(\d{7})(\d\d)$/, '$1-$2-$3'), colour: 'blue' }])];
  expect(await expiring()).toMatchObject({ cards: [card], unreadable: 0 });
});

test.each([
  ['expires before the days that were asked', () => [page([{ ...card, expiresOn: '2026-11-30' }])]], ['expires after the days that were asked', () => [page([card, { ...other, expiresOn: '2027-01-01' }])]],
  ['stands on more than a page', () => [page(Array.from({ length: 1_001 }, () => card))]],
])('a card that %s shows that the tool did not understand: nobody is invited by it', async (_what, answering) => {
  answers = answering();
  expect(await failing(expiring())).toMatchObject(unreadable);
});

test('pages that lead to where they were end in a failure, and not never', async () => {
  answers = [page([card], 'here')];
  expect(await failing(expiring('here'))).toMatchObject(unreadable);
  answers = [json({ renewals: [], next: 'a' }), json({ renewals: [], next: 'b' }), json({ renewals: [], next: 'a' })];
  expect(await failing(tool.renewalsAtCounter({ since: 0 }, bench.call()))).toMatchObject(unreadable);
  expect(asked.filter((path) => path === '/v1/counter-renewals')).toHaveLength(3);
});

test('the card of somebody else is not taken for that of who was asked', async () => {
  answers = [json({ card: other })];
  expect(await failing(tool.cardOf({ insz: card.insz }, bench.call()))).toMatchObject(unreadable);
});

test('a renewal at the counter that nobody can read is not passed over: two cards might be made', async () => {
  answers = [json({ renewals: [{ cardNumber: card.cardNumber, at: 'yesterday' }], next: null })];
  expect(await failing(tool.renewalsAtCounter({ since: 0 }, bench.call()))).toMatchObject(unreadable);
});

test('renewals come oldest first and from the moment that was asked, in whatever order and zone the tool tells them', async () => {
  answers = [json({ renewals: [{ cardNumber: card.cardNumber, at: '2026-11-24T11:00:00+01:00' }, { cardNumber: other.cardNumber, at: '2026-11-24T09:00:00Z' }, { cardNumber: other.cardNumber, at: '2026-11-23T09:00:00Z' }], next: null })];
  const since = Date.parse('2026-11-24T00:00:00Z');
  expect(await tool.renewalsAtCounter({ since }, bench.call())).toEqual({ renewals: [{ cardNumber: other.cardNumber, at: Date.parse('2026-11-24T09:00:00Z') }, { cardNumber: card.cardNumber, at: Date.parse('2026-11-24T10:00:00Z') }] });
});

describe('what comes back of a write', () => {
  const problem = (type: string, status: number) => (response: ServerResponse) => { response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify({ type, status, title: 'No' })); };
  test.each<[string, (response: ServerResponse) => void, string, string]>([
    ['an unknown card', problem('urn:problem-type:eid-tool:unknownCard', 422), 'unknown-card', 'never'], ['a refusal', problem('urn:problem-type:eid-tool:refused', 422), 'refused', 'never'],
    ['a page for people', (response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'); }, 'unclear', 'ambiguous'], ['a success with a word too many', json({}), 'unclear', 'ambiguous'],
    ['a broken connection', (response) => { response.socket?.destroy(); }, 'no-answer', 'ambiguous'], ['a busy tool', problem('urn:problem-type:belgif:serviceUnavailable', 503), 'unavailable', 'safe'],
    ['a token that has expired', problem('urn:problem-type:belgif:expiredAccessToken', 401), 'credentials-refused', 'safe'], ['a request that the tool does not take', problem('urn:problem-type:belgif:badRequest', 400), 'not-understood', 'never'],
  ])('%s', async (_what, said, type, retry) => {
    answers = [said];
    expect(await failing(tool.openRenewal({ dossier: randomUUID(), cardNumber: card.cardNumber }, bench.call()))).toMatchObject({ type: `eid-tool.${type}`, data: { retry } });
  });
});

describe('a check', () => {
  const found = async (config: unknown = settings()) => (await liveEidTool.check(env(config))).map(({ what, ok, says }) => `${ok ? 'ok' : 'wrong'} ${what}: ${says}`);
  test('finds a tool that answers as agreed', async () => {
    answers = [page([])];
    expect(await found()).toEqual([`ok reachability: The eID tool answers at ${url}.`, 'ok credentials: The eID tool takes our credentials.']);
    expect(asked).toEqual(['/v1/cards/expiring']);
  });
  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['a tool that does not know us', json({}, 401), /^wrong credentials: The eID tool does not let us in \(HTTP 401\)/], ['something else at that address', json({}, 404), /^wrong mapping: What answers at .* is not the eID tool as agreed \(HTTP 404\)/],
    ['a tool that is under maintenance', json({}, 503), /^wrong reachability: The eID tool does not answer at .* \(HTTP 503\)/],
  ])('says it of %s', async (_what, said, expected) => {
    answers = [said];
    expect((await found()).at(-1)).toMatch(expected);
  });
  test('says it where nobody listens, and of a secret that is not there', async () => {
    expect(await found(settings({ url: 'http://127.0.0.1:1' }))).toEqual([expect.stringMatching(/^wrong reachability: The eID tool does not answer at http:\/\/127.0.0.1:1 \(ECONNREFUSED\)/)]);
    const gone = await liveEidTool.check({ ...env(), secret: () => { throw new Error('none'); } });
    expect(gone).toEqual([{ what: 'credentials', ok: false, says: 'Nothing can be read at env:TOOL_TOKEN: put the secret there.' }]);
  });
});
