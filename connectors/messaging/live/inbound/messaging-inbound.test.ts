import { randomUUID } from 'node:crypto';
import { failures } from '#services/kernel/failure.ts';
import { writeBounce } from '../../sandbox/served/write-bounce.ts';
import { bounceAddress } from '../../wire/bounce-address.ts';
import { messagingSettings } from '../messaging-settings.ts';
import { messagingInbound } from './messaging-inbound.ts';

/** What mail server, gateway and print shop tell, as it comes in from outside. */

const house = failures('house', { closed: { status: 503, retry: 'safe', title: 'Closed for now.' }, strange: { status: 400, retry: 'never', title: 'Not understood.' } });
let came: { message: string; id: string; payload: unknown }[];
let trouble: Error | undefined;
let now: number;
beforeEach(() => { came = []; trouble = undefined; now = 5; });

const credentials = { user: 'partner', password: 'env:PASSWORD' };
const all = {
  email: { host: 'mail.example', from: { name: 'Gent', address: 'eid@gent.example' }, bounces: { address: 'bounces@gent.example', addressKey: 'env:KEY', credentials } },
  sms: { url: 'https://sms.example', sender: 'Gent', receipts: credentials }, letters: { folder: '/srv/letters', sender: { name: 'Gent', lines: ['Botermarkt 1'] }, receipts: credentials },
  contactCentre: { url: 'https://calls.example', outcomes: credentials },
};
const inboundWith = (settings: object) => messagingInbound({
  config: messagingSettings.parse(settings), municipality: { id: 'gent', nis: '44021' }, now: () => now, realNow: () => now, random: () => 0.5, fetch, secret: () => 'right', url: () => '',
  deliver: (message, id, payload) => { if (trouble) return Promise.reject(trouble); came.push({ message, id, payload }); return Promise.resolve(); },
});
const basic = (user: string, password: string) => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
const post = (path: string, type: string, body: string | Buffer, authorization: string | undefined = basic('partner', 'right'), settings: object = all) =>
  inboundWith(settings)({ method: 'POST', path, query: new URLSearchParams(), headers: { 'content-type': type, authorization }, body: Buffer.from(body) });
const messageId = randomUUID();
const given = { receiptId: 'r-1', messageId, status: 'failed', reason: 'unreachable', at: '2026-11-24T10:00:00+01:00' };
const callEnded = { outcomeId: 'o-1', call: randomUUID(), outcome: 'no-answer', at: '2026-11-24T10:00:00+01:00' };
const ways = [['/call-outcomes', 'application/json', JSON.stringify(callEnded)], ['/sms-receipts', 'application/json', JSON.stringify(given)], ['/letter-receipts', 'application/json', JSON.stringify(given)], ['/bounces', 'message/rfc822', writeBounce('1', bounceAddress('bounces@gent.example', messageId, 'right'), { medium: 'email', messageId, status: 'failed', reason: null, at: 0 })]] as const;

test('a receipt is taken in under the number of its sender, at the moment that it says', async () => {
  expect(await post('/sms-receipts', 'application/json; charset=utf-8', JSON.stringify(given))).toMatchObject({ status: 200, body: JSON.stringify({ receiptId: 'r-1' }) });
  expect(came).toEqual([{ message: 'report', id: 'r-1', payload: { medium: 'sms', messageId, status: 'failed', reason: 'unreachable', at: Date.parse('2026-11-24T09:00:00Z') } }]);
});

test('whoever tells something tells it of the own medium, whatever it says', async () => {
  for (const path of ['/sms-receipts', '/letter-receipts']) await post(path, 'application/json', JSON.stringify({ ...given, medium: 'email' }));
  expect(came.map(({ payload }) => payload)).toMatchObject([{ medium: 'sms' }, { medium: 'letter' }]);
});

test('how a call ended is taken in under the number of its sender, at the moment that it says', async () => {
  expect(await post('/call-outcomes', 'application/json', JSON.stringify(callEnded))).toMatchObject({ status: 200, body: JSON.stringify({ outcomeId: 'o-1' }) });
  expect(came).toEqual([{ message: 'callOutcome', id: 'o-1', payload: { call: callEnded.call, outcome: 'no-answer', at: Date.parse('2026-11-24T09:00:00Z') } }]);
});
test.each<[string, string, string]>([['another type', 'text/plain', '{}'], ['no JSON', 'application/json', '{'], ['no number', 'application/json', '{"call":"x"}'], ['a name twice', 'application/json', '{"outcomeId":"a","outcomeId":"b"}']])('how a call ended with %s is refused, and changes nothing', async (_what, type, body) => {
  expect((await post('/call-outcomes', type, body)).status).toBe(400);
  expect(came).toEqual([]);
});

const bounced = async (...mails: readonly (string | undefined)[]) => {
  for (const mail of mails) {
    expect(await post('/bounces', 'message/rfc822', mail ?? '')).toMatchObject({ status: 200, body: '{"told":"failed"}' });
    now += 60_000;
  }
};
test('the same bounce has the same number and says the same whenever it comes, and another one has another', async () => {
  const [first, second] = ['5.1.1', '5.2.2'].map((reason) => writeBounce('1', bounceAddress('bounces@gent.example', messageId, 'right'), { medium: 'email', messageId, status: 'failed', reason, at: 1_000 }));
  await bounced(first, first, second);
  expect(came.map(({ id }) => id === came[0]?.id)).toEqual([true, true, false]);
  expect(came[0]).toMatchObject({ message: 'report', payload: { medium: 'email', messageId, status: 'failed', reason: '5.1.1', at: 1_000 } });
  expect(came[1]).toEqual(came[0]);
});
test('a bounce that says no moment is of the moment at which it came, and another one each time', async () => {
  const undated = writeBounce('1', bounceAddress('bounces@gent.example', messageId, 'right'), { medium: 'email', messageId, status: 'failed', reason: null, at: 0 }).replace(/Date: .*\r\n/, '');
  await bounced(undated, undated);
  expect(came.map(({ payload }) => payload)).toMatchObject([{ at: 5 }, { at: 60_005 }]);
  expect(came[0]?.id).not.toBe(came[1]?.id);
});

test('a mail that is no report is taken too, so that no bounce of a bounce is written', async () => {
  expect(await post('/bounces', 'message/rfc822', 'Subject: hello\r\n\r\nhello')).toMatchObject({ status: 200, body: '{"told":"nothing"}' });
  expect(came).toEqual([]);
});

test.each(ways)('at %s who does not prove himself changes nothing', async (path, type, body) => {
  for (const authorization of [undefined, '', 'Basic', 'Bearer right', basic('partner', 'wrong'), basic('other', 'right'), basic('', ''), `Basic ${'A'.repeat(10_000)}`]) {
    expect((await inboundWith(all)({ method: 'POST', path, query: new URLSearchParams(), headers: { 'content-type': type, authorization }, body: Buffer.from(body) })).status).toBe(401);
  }
  expect(came).toEqual([]);
});

test.each(ways)('at %s what the house cannot take in now is to be sent again, without saying why', async (path, type, body) => {
  trouble = house.closed();
  const answer = await post(path, type, body);
  expect([answer.status, answer.headers?.['retry-after'], String(answer.body).includes('losed')]).toEqual([503, '5', false]);
  trouble = house.strange({ issues: [{ in: 'body', name: 'reason', detail: 'too long' }] });
  expect(await post(path, type, body)).toMatchObject({ status: 400, body: expect.stringContaining('too long') });
  trouble = new Error('a bug of ours');
  await expect(post(path, type, body)).rejects.toThrow('a bug of ours');
});

test.each<[string, string, string | Buffer]>([
  ['another type', 'text/plain', JSON.stringify(given)], ['no JSON', 'application/json', '{'], ['a name twice', 'application/json', '{"receiptId":"a","receiptId":"b"}'], ['a list', 'application/json', '[]'],
  ['no number', 'application/json', JSON.stringify({ ...given, receiptId: '' })], ['another number', 'application/json', JSON.stringify({ ...given, receiptId: 7 })], ['other letters', 'application/json', Buffer.from('{"reason":"é"}', 'latin1')],
])('a receipt with %s is refused, and changes nothing', async (_what, type, body) => {
  const answer = await post('/sms-receipts', type, body);
  expect([answer.status, String(answer.body).includes('+3247')]).toEqual([400, false]);
  expect(came).toEqual([]);
});

test.each([[{ status: 'lost' }], [{ at: 'yesterday' }], [{ messageId: 7 }], [{ reason: ['x'] }]])('a receipt that says something else than was agreed (%j) is handed on as it is: the house names the field, and keeps it for a person', async (changes) => {
  await post('/sms-receipts', 'application/json', JSON.stringify({ ...given, ...changes, to: '+32470000000' }));
  expect(came).toEqual([{ message: 'report', id: 'r-1', payload: { medium: 'sms', messageId, status: 'failed', reason: 'unreachable', at: Date.parse(given.at), ...changes } }]);
});

test('a way in that was not agreed is not there', async () => {
  for (const [path, type, body] of ways) expect((await post(path, type, body, undefined, {})).status).toBe(404);
  expect((await post('/other', 'application/json', '{}')).status).toBe(404);
  expect((await inboundWith(all)({ method: 'GET', path: '/bounces', query: new URLSearchParams(), headers: {}, body: Buffer.alloc(0) })).status).toBe(405);
});
