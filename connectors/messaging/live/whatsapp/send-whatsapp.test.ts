import { createHmac, randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { serveHandler, type ServedHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import type { WireAnswer, WireRequest } from '#services/kernel/wire.ts';
import { openWhatsapp } from './send-whatsapp.ts';
import { whatsappSettings } from './whatsapp-settings.ts';

/** What Meta is asked, what it may answer, and what the house then knows. */

let answer: () => WireAnswer;
let asked: WireRequest[];
let meta: ServedHandler;
beforeAll(async () => { meta = await serveHandler(() => (request) => { asked.push(request); return Promise.resolve(answer()); }); });
afterAll(() => meta.close());

const json = (status: number, value: unknown, type = 'application/json; charset=UTF-8'): WireAnswer => ({ status, headers: { 'content-type': type }, body: JSON.stringify(value) });
const refusal = (status: number, code: number, type = 'OAuthException') => json(status, { error: { message: '(#1) about +32470000000', type, code, error_data: { messaging_product: 'whatsapp', details: '+32470000000' }, fbtrace_id: 'x' } });
const wamid = 'wamid.HBgLMzI0NzAwMDAwMDAVAgARGBI=';
const accepted = { messaging_product: 'whatsapp', contacts: [{ input: '+32470000000', wa_id: '32470000000' }], messages: [{ id: wamid, message_status: 'accepted' }] };
beforeEach(() => { asked = []; answer = () => json(200, accepted); });

const key = randomUUID();
const call: OutwardCall = { key, actor: 'system', dossier: null, traceId: 't', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('none')) };
const secrets: Readonly<Record<string, string>> = { 'env:TOKEN': 'the-token', 'env:SECRET': 'the-secret', 'env:BROKEN': 'two\nlines' };
const settings = { version: 'v25.0', phoneNumberId: '106540352242922', accountId: '102290129340398', accessToken: 'env:TOKEN', appSecret: 'env:SECRET', verifyToken: 'env:WORD', languages: { nl: 'nl', en: 'en_GB' } };
const message = { to: '+32470000000', subject: 'Uw eID', body: 'Bericht van Gent: uw kaart is er.', language: 'nl', dossier: randomUUID(), template: 'closed_12345678', parameters: [{ name: 'organisation', text: 'Gent' }] } as const;
const send = async (changes: object = {}, place: object = {}) => {
  const sender = openWhatsapp({ config: whatsappSettings.parse({ url: meta.url, ...settings, ...place }), secret: (reference) => secrets[reference] ?? '' });
  const outcome: unknown = await sender.send({ ...message, parameters: [...message.parameters], ...changes }, call).then((told) => ({ told }), (error: unknown) => error);
  sender.close();
  expect(inspect(outcome, { depth: 12 })).not.toMatch(/3247|the-token|the-secret|106540352242922/);
  return outcome;
};
const failed = (type: string, retry: string, name?: string) => expect.objectContaining({ type: `messaging.${type}`, data: expect.objectContaining({ retry, ...(name !== undefined && { issues: [expect.objectContaining({ name })] }) }) });

test('a message names its approved text, language and placeholders; our key goes along to come back, and no text of ours does', async () => {
  const told = await send();
  await send({ language: 'en', parameters: [] });
  expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(Array.from({ length: 2 }, () => 'POST /v25.0/106540352242922/messages'));
  const common = { messaging_product: 'whatsapp', recipient_type: 'individual', to: '+32470000000', type: 'template', biz_opaque_callback_data: key };
  expect(asked.map(({ body }) => JSON.parse(Buffer.from(body).toString('utf8')) as unknown)).toEqual([
    { ...common, template: { name: 'closed_12345678', language: { code: 'nl' }, components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'organisation', text: 'Gent' }] }] } },
    { ...common, template: { name: 'closed_12345678', language: { code: 'en_GB' } } },
  ]);
  expect(asked[0]?.headers).toMatchObject({ authorization: 'Bearer the-token' });
  expect(asked[0]?.headers).not.toHaveProperty('about-dossier');
  expect(asked[0]?.query.get('appsecret_proof')).toBe(createHmac('sha256', 'the-secret').update('the-token').digest('hex'));
  // Meta's id holds the number of the citizen, for whoever decodes it.
  expect(Buffer.from(wamid.slice(6), 'base64').toString('latin1')).toContain('32470000000');
  expect(told).toEqual({ told: { messageId: expect.stringMatching(/^whatsapp-[\w-]{43}$/) } });
});

test.each<[string, object, ReturnType<typeof failed>]>([
  ['a number without its country', { to: '0470000000' }, failed('address-refused', 'never')], ['no number', { to: 'noor@example.org' }, failed('address-refused', 'never')],
  ['a language in which nothing was approved', { language: 'fr' }, failed('medium-not-offered', 'never')],
  ['a text that is named otherwise', { template: 'invitation-letter' }, failed('text-unfit', 'never', 'template')],
  ['a text that becomes too long', { body: 'x'.repeat(1_025) }, failed('text-unfit', 'never', 'body')],
  ...([['nothing', '  '], ['a line end', 'a\nb'], ['a tab', 'a\tb'], ['five spaces', 'a     b'], ['too much', 'x'.repeat(1_025)], ['half a character', '\uD83E'], ['a turn of the reading direction', 'a\u202Eb']] as const)
    .map(([what, text]): [string, object, ReturnType<typeof failed>] => [`${what} in a placeholder`, { parameters: [{ name: 'link', text }] }, failed('text-unfit', 'never', 'parameters.link')]),
  ['a placeholder that stands twice', { parameters: [{ name: 'link', text: 'a' }, { name: 'link', text: 'b' }] }, failed('text-unfit', 'never', 'parameters.1')],
  ['a placeholder with another name', { parameters: [{ name: 'Link}}', text: 'a' }] }, failed('text-unfit', 'never', 'parameters.0')],
])('%s is refused here, and nothing is asked', async (_what, changes, expected) => {
  expect(await send(changes)).toEqual(expected);
  expect(asked).toEqual([]);
});
test('four spaces in a row, and a text of exactly the longest length, are taken', async () => {
  expect(await send({ parameters: [{ name: 'link', text: 'a    b' }], body: 'x'.repeat(1_024) })).toHaveProperty('told');
});

const said = (status: number, codes: readonly number[], ...expected: [string, string]) => codes.map((code) => [status, code, failed(...expected)] as const);
test.each([
  ...said(401, [0, 190], 'not-let-in', 'safe'), ...said(403, [10, 200, 299, 368, 131005, 131031], 'not-let-in', 'safe'), ...said(400, [33, 2500, 2635, 131042, 133010], 'not-let-in', 'safe'),
  ...said(429, [4, 80007, 130429], 'unavailable', 'safe'), ...said(400, [131048, 131056], 'unavailable', 'safe'), ...said(503, [2, 131016], 'unavailable', 'safe'), ...said(500, [131057], 'unavailable', 'safe'),
  ...said(500, [131000], 'no-answer', 'ambiguous'), ...said(400, [1], 'no-answer', 'ambiguous'), ...said(500, [999_999], 'no-answer', 'ambiguous'),
  ...said(400, [131021, 131026, 131030], 'address-refused', 'never'),
  ...said(404, [132001], 'medium-not-offered', 'never'), ...said(400, [130472, 131047, 131049, 131050, 132007, 132015, 132016], 'medium-not-offered', 'never'),
  ...said(400, [100, 131008, 131009, 132000, 132005, 132012, 132018], 'text-unfit', 'never'),
  ...said(400, [131051, 999_999], 'not-taken', 'never'),
])('Meta refuses with HTTP %i and code %i: what the house may do next', async (status, code, expected) => {
  answer = () => refusal(status, code);
  expect(await send()).toEqual(expected);
  expect(asked).toHaveLength(1);
});
test('a number that is not there for our token, or a proof that is wrong, is not the fault of the message', async () => {
  answer = () => refusal(400, 100, 'GraphMethodException');
  expect(await send()).toEqual(failed('not-let-in', 'safe'));
});

test.each<[string, () => WireAnswer, ReturnType<typeof failed>]>([
  ['a broken connection', () => ({ status: 500, cut: true }), failed('no-answer', 'ambiguous')], ['a success without a message', () => json(200, { messages: [] }), failed('no-answer', 'ambiguous')],
  ['a success with two', () => json(200, { messages: [{ id: 'a' }, { id: 'b' }] }), failed('no-answer', 'ambiguous')], ['a refusal that calls itself a success', () => refusal(200, 131026), failed('no-answer', 'ambiguous')],
  ['another success', () => json(202, accepted), failed('no-answer', 'ambiguous')], ['a page', () => json(200, accepted, 'text/html'), failed('no-answer', 'ambiguous')], ['a redirection', () => ({ status: 302, headers: { location: 'https://elsewhere.example' } }), failed('no-answer', 'ambiguous')],
  ['the error page of a proxy', () => json(502, 'x', 'text/html'), failed('no-answer', 'ambiguous')], ['a proxy that counts requests', () => json(429, 'x', 'text/html'), failed('unavailable', 'safe')],
  ['a proxy that has no answer', () => json(503, 'x', 'text/html'), failed('no-answer', 'ambiguous')],
  ['a proxy that does not know us', () => json(407, 'x', 'text/html'), failed('not-let-in', 'safe')], ['a page that has a code somewhere', () => json(400, { code: 131026 }), failed('no-answer', 'ambiguous')],
  ['a code that is a word', () => json(400, { error: { code: '131026', type: 'x', message: 'x' } }), failed('no-answer', 'ambiguous')], ['more than anybody says', () => json(200, { messages: [{ id: 'a' }], more: 'x'.repeat(1_100_000) }), failed('no-answer', 'ambiguous')],
])('%s: what the house knows then', async (_what, given, expected) => {
  answer = given;
  expect(await send()).toEqual(expected);
  expect(asked).toHaveLength(1);
});
test('nobody listens, or our token fits no header: nothing was sent', async () => {
  expect(await send({}, { url: 'http://127.0.0.1:1' })).toEqual(failed('unavailable', 'safe'));
  expect(await send({}, { accessToken: 'env:BROKEN' })).toEqual(failed('not-let-in', 'safe'));
  expect(asked).toEqual([]);
});

test.each([{ url: 'http://graph.example' }, { url: 'https://graph.example/' }, { version: '25' }, { version: 'v25.0/../v1.0' }, { phoneNumberId: '+32470000000' }, { accountId: 'a' }, { accessToken: 'EAAG…' }, { languages: { nl: 'dutch' } }, { languages: { it: 'it' } }])('settings that cannot be meant are refused: %j', (wrong) => {
  expect(whatsappSettings.safeParse({ ...settings, ...wrong }).success).toBe(false);
});
