import { createHmac, randomUUID } from 'node:crypto';
import { failures } from '#services/kernel/failure.ts';
import { messagingInbound } from '../inbound/messaging-inbound.ts';
import { messagingSettings } from '../messaging-settings.ts';

/** What Meta tells, and what somebody else might. */

const house = failures('house', { closed: { status: 503, retry: 'safe', title: 'Closed for now.' }, strange: { status: 400, retry: 'never', title: 'Not understood.' } });
let came: { message: string; id: string; payload: Readonly<Record<string, unknown>> }[];
let refuse: (payload: Readonly<Record<string, unknown>>) => Error | undefined;
beforeEach(() => { came = []; refuse = () => undefined; });

const secrets: Readonly<Record<string, string>> = { 'env:SECRET': 'app-secret', 'env:WORD': 'our-word' };
const whatsapp = { version: 'v25.0', phoneNumberId: '106540352242922', accountId: '102290129340398', accessToken: 'env:TOKEN', appSecret: 'env:SECRET', verifyToken: 'env:WORD' };
const inbound = (settings: object = { whatsapp }) => messagingInbound({
  config: messagingSettings.parse(settings), municipality: { id: 'gent', nis: '44021' }, now: () => 1, realNow: () => 1, random: () => 0.5, fetch, secret: (reference) => secrets[reference] ?? '', url: () => '',
  deliver: (message, id, payload) => { const error = refuse(payload); if (error) return Promise.reject(error); came.push({ message, id, payload }); return Promise.resolve(); },
});
const signature = (body: string | Buffer, secret = 'app-secret') => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const post = (body: string | Buffer, signed: string | undefined = signature(body), settings?: object) =>
  inbound(settings)({ method: 'POST', path: '/whatsapp', query: new URLSearchParams(), headers: { 'content-type': 'application/json', 'x-hub-signature-256': signed }, body: Buffer.from(body) });

const key = randomUUID();
const status = (changes: object = {}) => ({ id: 'wamid.A', status: 'delivered', timestamp: '1795510800', recipient_id: '32470000000', biz_opaque_callback_data: key, conversation: { id: 'c' }, ...changes });
const change = (statuses: readonly unknown[], number = whatsapp.phoneNumberId, more: object = {}) => ({ field: 'messages', value: { messaging_product: 'whatsapp', metadata: { display_phone_number: '3290000000', phone_number_id: number }, statuses, ...more } });
const delivery = (...changes: readonly object[]) => JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: whatsapp.accountId, changes }] });
const at = 1_795_510_800_000;
const messageId = expect.stringMatching(/^whatsapp-[\w-]{43}$/) as unknown;

describe('a delivery of Meta', () => {
  test('holds many statuses at once: each of ours is told on, without the number of the citizen', async () => {
    const body = delivery(
      change([status({ status: 'sent' }), status(), status({ id: 'wamid.B', status: 'failed', errors: [{ code: 131026, title: 'x', error_data: { details: 'x' } }, { code: 1 }] })]),
      change([status({ id: 'wamid.C' })], '999999999999999'),
      { field: 'messages', value: { metadata: { phone_number_id: whatsapp.phoneNumberId }, contacts: [{ wa_id: '32470000000' }], messages: [{ from: '32470000000', id: 'wamid.D', type: 'text', text: { body: 'STOP' } }] } },
      { field: 'message_template_status_update', value: { event: 'PAUSED' } }, change([status({ status: 'read' }), status({ status: 'deleted' }), status({ status: 'warning' }), null, 7, { id: 'x' }]),
    );
    expect(await post(body)).toMatchObject({ status: 200, body: '{"taken":4}' });
    expect(came.map(({ message, payload }) => [message, payload])).toEqual([
      ['report', { medium: 'whatsapp', messageId, status: 'sent', reason: null, at, key }], ['report', { medium: 'whatsapp', messageId, status: 'delivered', reason: null, at, key }],
      ['report', { medium: 'whatsapp', messageId, status: 'failed', reason: '131026', at, key }], ['report', { medium: 'whatsapp', messageId, status: 'read', reason: null, at, key }],
    ]);
    expect(JSON.stringify(came)).not.toMatch(/32470000000|wamid/);
  });
  test('the same status has the same number whenever and with whatever it comes, and says the same; another one has another', async () => {
    await post(delivery(change([status()])));
    await post(delivery(change([status({ status: 'read' }), status({ pricing: { billable: true } })])));
    expect(came.map(({ id }) => id === came[0]?.id)).toEqual([true, false, true]);
    expect(came[2]).toEqual(came[0]);
  });
  test('from another system that uses our number tells nothing, but that a message will not arrive counts', async () => {
    const others = { biz_opaque_callback_data: undefined };
    await post(delivery(change([status(others), status({ ...others, status: 'read' }), status({ biz_opaque_callback_data: 'campaign 7' }), status({ ...others, status: 'failed', errors: [] })])));
    expect(came.map(({ payload }) => payload)).toEqual([{ medium: 'whatsapp', messageId, status: 'failed', reason: 'unknown', at }]);
  });
  test('a moment that is none is handed on as it is: the house names the field, and keeps it for a person', async () => {
    await post(delivery(change([status({ timestamp: 'yesterday' }), status({ timestamp: -1 })])));
    expect(came.map(({ payload }) => payload['at'])).toEqual(['yesterday', -1]);
  });
  test('is to come again as long as not all of it was taken in; what the house keeps for a person holds up nothing', async () => {
    refuse = ({ status: said }) => (said === 'read' ? house.closed() : undefined);
    const body = delivery(change([status(), status({ status: 'read' }), status({ id: 'wamid.Z' })]));
    expect(await post(body)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(came).toHaveLength(1);
    refuse = ({ status: said }) => (said === 'read' ? house.strange() : undefined);
    expect((await post(body)).status).toBe(200);
    expect(came).toHaveLength(3);
    refuse = () => new Error('a bug of ours');
    await expect(post(body)).rejects.toThrow('a bug of ours');
  });
});

describe('what is not signed by Meta changes nothing, and is not even read', () => {
  const body = delivery(change([status({ id: 'wamid.é' })]));
  test.each<[string, string | undefined]>([
    ['no signature', undefined], ['an empty one', ''], ['another way to sign', signature(body).replace('sha256=', 'sha1=')], ['no way', signature(body).slice('sha256='.length)], ['capitals', signature(body).toUpperCase()],
    ['half of it', signature(body).slice(0, 39)], ['more than it', `${signature(body)}00`], ['another secret', signature(body, 'other')], ['no secret', signature(body, '')], ['another body', signature(`${body} `)],
    ['the same JSON, written again', signature(JSON.stringify(JSON.parse(body), null, 1))], ['the body with its letters escaped', signature(body.replace('é', String.raw`\u00e9`))], ['two of them', `${signature(body)}, ${signature(body)}`],
  ])('%s', async (_what, signed) => {
    // Passed on as it is: undefined must not become the right one.
    const answer = await inbound()({ method: 'POST', path: '/whatsapp', query: new URLSearchParams(), headers: { 'x-hub-signature-256': signed }, body: Buffer.from(body) });
    expect([answer.status, came]).toEqual([401, []]);
  });
  test('a secret that is empty proves nothing', async () => {
    expect((await post(body, signature(body, ''), { whatsapp: { ...whatsapp, appSecret: 'env:NONE' } })).status).toBe(401);
  });
  test('however large or deep it is', async () => {
    for (const large of ['['.repeat(900_000), `{"entry":[${'{},'.repeat(300_000)}{}]}`]) expect((await post(large, signature(large, 'other'))).status).toBe(401);
  });
});

test.each<[string, string | Buffer, number]>([
  ['no JSON', '{', 400], ['another object', '{"object":"page","entry":[]}', 400], ['a list', '[]', 400], ['other letters', Buffer.from('{"object":"é"}', 'latin1'), 400], ['a name twice', '{"object":"a","object":"b"}', 400],
  ['a name that stands for a prototype', '{"object":"whatsapp_business_account","entry":[],"__proto__":{"entry":[]}}', 400], ['depth without end', `${'['.repeat(1_000)}${']'.repeat(1_000)}`, 400], ['nothing', '', 400],
  ['more statuses than Meta gathers', delivery(change(Array.from({ length: 2_001 }, (_none, at2) => status({ id: `wamid.${at2}` })))), 413],
])('a signed delivery with %s is refused, and changes nothing', async (_what, body, expected) => {
  expect((await post(body)).status).toBe(expected);
  expect(came).toEqual([]);
});
test('names that mean something to a program mean nothing in a status', async () => {
  await post(delivery(change([{ constructor: { prototype: {} }, ...status() }, status({ status: 'constructor' }), status({ status: 'toString' })], whatsapp.phoneNumberId, { hasOwnProperty: 1 })));
  expect(came).toHaveLength(1);
});
test('a message from the number of another municipality is not taken in here, and its sender is told the same', async () => {
  expect([(await post(delivery(change([status()], '106540352242923')))).status, came]).toEqual([200, []]);
});

describe('whether the address is ours', () => {
  const ask = (query: string, method = 'GET', settings?: object) => inbound(settings)({ method, path: '/whatsapp', query: new URLSearchParams(query), headers: {}, body: Buffer.alloc(0) });
  const right = 'hub.mode=subscribe&hub.verify_token=our-word&hub.challenge=1158201444';
  test('is said to who knows our word, with the challenge as plain text', async () => {
    expect(await ask(right)).toMatchObject({ status: 200, headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' }, body: '1158201444' });
  });
  test.each([
    '', right.replace('our-word', 'other'), right.replace('our-word', ''), right.replace('subscribe', 'unsubscribe'), right.replace('1158201444', ''), right.replace('1158201444', '<script>'), right.replace('1158201444', 'a%0d%0ab'),
    right.replace('1158201444', '1'.repeat(129)), `${right}&hub.verify_token=other`, `${right}&hub.challenge=2`,
  ])('is not said to anybody else, nor anything that is no challenge (%s)', async (query) => {
    const answer = await ask(query);
    expect([answer.status, answer.body]).toEqual([403, undefined]);
  });
  test('is not said where our word is empty, where there is no WhatsApp, or to another method', async () => {
    expect((await ask(right.replace('our-word', ''), 'GET', { whatsapp: { ...whatsapp, verifyToken: 'env:NONE' } })).status).toBe(403);
    expect((await ask(right, 'GET', {})).status).toBe(404);
    expect((await ask(right, 'PUT')).status).toBe(405);
  });
});
