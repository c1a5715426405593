import { inspect } from 'node:util';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { paymentLive } from './payment-live.ts';

/** What a provider, or somebody on the way to it, may answer; and what the house then knows. */

let answer: WireAnswer;
let asked: WireRequest[];
let provider: ServedHandler;
beforeAll(async () => { provider = await serveHandler(() => (request) => { asked.push(request); return Promise.resolve(answer); }); });
afterAll(() => provider.close());
beforeEach(() => { asked = []; });

const secretText = 'what-nobody-may-see';
const now = Date.parse('2026-11-24T09:00:00Z');
const port = (changes: object = {}, url = provider.url) => {
  const place = { url, apiKey: 'env:KEY' };
  const config: unknown = paymentLive.config.parse({ account: { iban: 'BE68539007547034', beneficiary: 'Stad' }, bancontact: { ...place, profileId: '5f00000000', keysUrl: `${url}/keys` }, mollie: place, ...changes });
  return paymentLive.open({ config, municipality: { id: 'gent', nis: '44021' }, now: () => now, realNow: () => now, random: () => 0.5, fetch, secret: () => 'key', url: () => 'https://house.example/inbound/44021/payment' });
};
const call: OutwardCall = { key: 'k-1', actor: 'official:a', dossier: 'd-1', traceId: 't', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('none')) };
const start = { reference: secretText, amount: 2_500, method: 'bancontact', description: 'eID aan huis', returnUrl: 'https://stad.example/terug', language: 'nl', expiresAt: now + 60_000 } as const;
const outcome = async (asking: Promise<unknown>): Promise<unknown> => {
  const seen: unknown = await asking.then((value) => value, (error: unknown) => error);
  if (seen instanceof Error) expect(inspect(seen, { depth: 12 })).not.toContain(secretText);
  return seen;
};
const all = async () => [
  await outcome(port().status({ paymentId: 'p1' }, call)), await outcome(port().start.perform(start, call)), await outcome(port().start.lookUp(start, call)),
  await outcome(port().refund({ paymentId: 'p1', reference: secretText, amount: 1 }, call)), await outcome(port().start.perform({ ...start, method: 'online-banking' }, call)),
];
const failed = (type: string, retry: string): unknown => expect.objectContaining({ type: `payment.${type}`, data: expect.objectContaining({ retry }) });
const json = (status: number, value: unknown, type = 'application/json'): WireAnswer => ({ status, headers: { 'content-type': type }, body: typeof value === 'string' ? value : JSON.stringify(value) });
const payment = (changes: object = {}) => ({
  paymentId: 'p1', status: 'PENDING', amount: 2_500, reference: secretText, createdAt: '2026-11-24T09:00:00Z', expireAt: '2026-11-24T09:20:00.123456Z', expiresAt: '2026-11-24T09:20:00Z', _links: { checkout: { href: 'https://pay.example/p1' } }, ...changes,
});

test.each<[string, WireAnswer]>([
  ['a page', json(200, '<html>', 'text/html')], ['half of it', json(200, '{"paymentId":')], ['a name twice', json(200, '{"paymentId":"p1","paymentId":"p2"}')], ['nothing', { status: 200 }], ['another shape', json(201, { id: 1 })], ['too much', json(200, { more: 'x'.repeat(1_100_000) })],
  ['a way elsewhere', { status: 302, headers: { location: 'http://127.0.0.1:1/' } }], ['a page that says there is nothing', json(404, '<html>', 'text/html')], ['a refusal that nobody knows', json(422, { code: 'NEW', status: 1 })], ['JSON that says it is text', json(200, payment(), 'text/plain')],
])('%s is no answer: what was read may be read again, what was written may have been done', async (_what, said) => {
  answer = said;
  expect(await all()).toEqual([failed('unreadable', 'safe'), failed('unclear', 'ambiguous'), failed('unreadable', 'safe'), failed('unclear', 'ambiguous'), failed('unclear', 'ambiguous')]);
  // Nobody is followed to another address, and nothing is asked twice.
  expect(asked).toHaveLength(5);
});
test.each<[string, WireAnswer, string, string]>([
  ['is cut off', { status: 200, cut: true }, 'no-answer', 'ambiguous'], ['is a broken server', json(500, { code: 'TECHNICAL_ERROR', message: secretText, status: 500, title: secretText }), 'no-answer', 'ambiguous'], ['is lost behind a gateway', { status: 502 }, 'no-answer', 'ambiguous'],
  ['is busy', json(503, { code: 'TRY_AGAIN_LATER', status: 503, title: 'Service Unavailable' }), 'unavailable', 'safe'], ['asks for patience', { status: 429 }, 'unavailable', 'safe'],
])('an answer that %s says no more of a write than that', async (_what, said, type, retry) => {
  answer = said;
  expect(await all()).toEqual([failed('unavailable', 'safe'), failed(type, retry), failed('unavailable', 'safe'), failed(type, retry), failed(type, retry)]);
});
test('a 503 that the provider did not write leaves open whether a payment was begun; all else is asked again', async () => {
  answer = { status: 503, headers: { 'content-type': 'text/html', 'retry-after': '5' }, body: '<html>' };
  expect(await all()).toEqual([failed('unavailable', 'safe'), failed('no-answer', 'ambiguous'), failed('unavailable', 'safe'), failed('unavailable', 'safe'), failed('no-answer', 'ambiguous')]);
});
test('a key that is not taken holds everything back, and says nothing of it', async () => {
  answer = json(401, { code: 'UNAUTHORIZED', message: secretText });
  expect(await all()).toEqual(Array.from({ length: 5 }, () => failed('credentials-refused', 'safe')));
});
test('nobody there is nothing done', async () => {
  expect(await outcome(port({}, 'http://127.0.0.1:9').start.perform(start, call))).toEqual(failed('unavailable', 'safe'));
});
test.each(['http://pay.example/p1', 'javascript:alert(1)', 'https://user@pay.example/', 'data:text/html,x', 'not an address'])('nobody is sent to pay at %s', async (href) => {
  answer = json(201, payment({ _links: { checkout: { href } } }));
  expect(await outcome(port().start.perform(start, call))).toEqual(failed('unclear', 'ambiguous'));
});
test.each<[string, object]>([
  ['has more pages', { totalPages: 2, totalElements: 1, details: [payment()] }], ['keeps some back', { totalPages: 1, totalElements: 2, details: [payment()] }], ['says none and gives one', { totalPages: 0, totalElements: 0, details: [payment()] }],
  ['finds another reference', { totalPages: 1, totalElements: 1, details: [payment({ reference: 'another' })] }], ['finds one for another amount', { totalPages: 1, totalElements: 1, details: [payment({ amount: 1 })] }], ['finds one nobody can pay at', { totalPages: 1, totalElements: 1, details: [payment({ _links: {} })] }],
])('a search that %s does not tell whether a payment was started', async (_what, said) => {
  answer = json(200, said);
  expect(await outcome(port().start.lookUp(start, call))).toEqual(failed('cannot-tell', 'safe'));
});
test('a search that finds nothing, and has nothing more, tells for certain', async () => {
  answer = json(200, { totalPages: 0, totalElements: 0, details: [] });
  expect(await outcome(port({ mollie: undefined }).start.lookUp(start, call))).toBeUndefined();
  // The other provider, that may have served before, did not say so.
  expect(await outcome(port().start.lookUp(start, call))).toEqual(failed('unreadable', 'safe'));
});
test('of several the one that was paid counts, else the first; moments may be written as finely as they like', async () => {
  const found = (...details: object[]) => { answer = json(200, { totalPages: 1, totalElements: details.length, details }); };
  const second = payment({ paymentId: 'p2', createdAt: '2026-11-24T09:05:00+00:00' });
  found(second, payment());
  expect(await outcome(port().start.lookUp(start, call))).toEqual({ paymentId: 'p1', checkoutUrl: 'https://pay.example/p1', expiresAt: Date.parse('2026-11-24T09:20:00.123Z') });
  found(payment(), { ...second, status: 'SUCCEEDED' });
  expect(await outcome(port().start.lookUp(start, call))).toMatchObject({ paymentId: 'p2' });
});
test('an answer about another payment than was asked for is not believed', async () => {
  answer = json(200, payment({ paymentId: 'p2', status: 'SUCCEEDED' }));
  expect(await outcome(port().status({ paymentId: 'p1' }, call))).toEqual(failed('unreadable', 'safe'));
});
test.each(['../p1', 'p1/refunds', 'p1?x=1', '', 'x'.repeat(200)])('an id like %s leads nowhere', async (paymentId) => {
  expect([await outcome(port().status({ paymentId }, call)), asked]).toEqual([failed('unknown-payment', 'never'), []]);
});
test('what goes out is the reference and the amount, our own address to call, and nothing about who asks', async () => {
  answer = json(201, payment());
  await port().start.perform(start, call);
  const [request] = asked;
  expect(JSON.parse(Buffer.from(request?.body ?? []).toString('utf8'))).toEqual({
    amount: 2_500, currency: 'EUR', reference: secretText, description: 'eID aan huis', callbackUrl: 'https://house.example/inbound/44021/payment/bancontact', returnUrl: 'https://stad.example/terug',
  });
  expect(JSON.stringify(request?.headers)).not.toMatch(/official:a|d-1/);
});
test('a citizen is sent back only to a site that was agreed', async () => {
  answer = json(201, payment());
  const agreed = port({ returnTo: ['https://stad.example'] });
  expect(await outcome(agreed.start.perform(start, call))).toMatchObject({ paymentId: 'p1' });
  for (const returnUrl of ['https://evil.example/terug', 'https://stad.example.evil.example/', 'http://stad.example/terug', 'https://stad.example:8443/']) expect(await outcome(agreed.start.perform({ ...start, returnUrl }, call))).toEqual(failed('refused', 'never'));
  expect(asked).toHaveLength(1);
});
test.each([{ keysUrl: 'http://169.254.169.254/latest' }, { url: 'http://merchant.example' }, { url: 'file:///etc/passwd' }, { url: 'https://a:b@merchant.example' }])('settings that lead elsewhere are refused before anything is asked (%#)', (changes) => {
  const bancontact = { url: 'https://merchant.example', apiKey: 'env:KEY', profileId: '5f00000000', keysUrl: 'https://keys.example', ...changes };
  expect(paymentLive.config.safeParse({ account: { iban: 'BE68539007547034', beneficiary: 'Stad' }, bancontact }).success).toBe(false);
});
test('a transfer needs no announcement where there are no accounts to tell, and is paid back by a person', async () => {
  expect(await port().expectTransfer({ reference: 'r', amount: 1, communication: '+++269/0211/57996+++', expiresAt: now }, call)).toEqual({ iban: 'BE68539007547034', beneficiary: 'Stad' });
  expect(await outcome(port().refund({ paymentId: null, reference: 'r', amount: 1 }, call))).toEqual(failed('by-hand', 'never'));
});
