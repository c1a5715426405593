import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { WireAnswer, WireHandler } from '#services/kernel/wire.ts';
import { paymentLive } from '../payment-live.ts';

/** A form that anybody can send, and what Mollie says about it. */

let answer: (path: string) => WireAnswer;
let asked: string[];
let mollie: ServedHandler;
let delivered: unknown[][];
let way: WireHandler;
let real: number;
beforeAll(async () => { mollie = await serveHandler(() => ({ method, path, headers: { authorization } }) => { asked.push(`${method} ${path} ${authorization}`); return Promise.resolve(answer(path)); }); });
afterAll(() => mollie.close());
beforeEach(() => {
  [asked, delivered, real] = [[], [], 0];
  const config: unknown = paymentLive.config.parse({ account: { iban: 'BE68539007547034', beneficiary: 'Stad' }, mollie: { url: mollie.url, apiKey: 'env:KEY' }, servedBy: { bancontact: 'mollie' } });
  way = paymentLive.inbound?.({
    config, municipality: { id: 'gent', nis: '44021' }, now: () => 0, realNow: () => real, random: () => 0.5, fetch, secret: () => 'key-of-gent', url: () => 'https://house.example', deliver: (...message) => { delivered.push(message); return Promise.resolve(); },
  }) ?? (() => Promise.resolve({ status: 404 }));
});
const shown = (id: string, status: string): WireAnswer => ({
  status: 200, headers: { 'content-type': 'application/hal+json' }, body: JSON.stringify({ id, status, amount: { currency: 'EUR', value: '25.00' }, createdAt: '2026-11-24T09:00:00+00:00', _links: {} }),
});
const unknown: WireAnswer = { status: 404, headers: { 'content-type': 'application/hal+json' }, body: JSON.stringify({ status: 404, title: 'Not Found' }) };
const call = async (body: string) => (await way({ method: 'POST', path: '/mollie', query: new URLSearchParams(), headers: {}, body: Buffer.from(body) })).status;

test('each status of a payment of ours is told on, once however often Mollie repeats it', async () => {
  for (const status of ['open', 'open', 'paid', 'paid']) {
    answer = () => shown('tr_Abc123', status);
    expect(await call('id=tr_Abc123')).toBe(200);
  }
  expect(delivered.every(([message, , payload]) => message === 'statusChanged' && JSON.stringify(payload) === '{"paymentId":"tr_Abc123"}')).toBe(true);
  const ids = delivered.map(([, id]) => id);
  expect([new Set(ids).size, ids[0] === ids[1], ids[2] === ids[3]]).toEqual([2, true, true]);
  expect(asked[0]).toBe('GET /v2/payments/tr_Abc123 Bearer key-of-gent');
});
test('a payment of another municipality is answered as one of ours, and is not told on', async () => {
  answer = () => unknown;
  expect([await call('id=tr_Other1'), delivered]).toEqual([200, []]);
});
test.each(['', 'id=', 'id=../../v2/refunds', 'id=tr_%2e%2e%2f', 'id=tr_1', 'id=tr_ab\u0000cd', 'payment=tr_Abc123', `id=tr_Abc123&more=${'x'.repeat(2_000)}`])('a form that names no payment is refused, and nobody is asked (%#)', async (form) => {
  expect([await call(form), asked, delivered]).toEqual([400, [], []]);
});
test.each<[string, WireAnswer]>([['is down', { status: 503 }], ['does not let us in', { status: 401 }], ['answers about another payment', shown('tr_Other1', 'paid')], ['answers a page', { status: 404, headers: { 'content-type': 'text/html' }, body: '<html>' }], ['knows a new status', shown('tr_Abc123', 'frozen')]])('while Mollie %s the form is to come again', async (_what, said) => {
  answer = () => said;
  expect([await call('id=tr_Abc123'), delivered]).toEqual([503, []]);
});
test('nobody can make us ask Mollie without end: after so many in a minute the next are to come again', async () => {
  answer = () => unknown;
  for (let number = 0; number < 120; number += 1) expect(await call(`id=tr_Guess${number}`)).toBe(200);
  expect([await call('id=tr_Abc123'), asked.length]).toEqual([503, 120]);
  real = 60_000;
  expect([await call('id=tr_Abc123'), asked.length]).toEqual([200, 121]);
});
