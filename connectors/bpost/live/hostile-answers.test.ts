import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { bpost } from '../bpost.port.ts';
import { mediaTypes } from '../wire/shm-names.ts';
import { liveBpost } from './live-bpost.ts';

/** Whatever comes back over the wires of bpost, nobody is misled, nothing is done twice, and no error says who it was about. */

type Answer = (response: ServerResponse) => void;
interface Asked { readonly method: string; readonly path: string; readonly body: string; readonly headers: Readonly<Record<string, unknown>> }

const bench = sandboxBench({}, Date.UTC(2026, 10, 24, 9));
const servers: Server[] = [];
let answers: Readonly<Record<string, Answer | readonly Answer[]>>;
let asked: Asked[];
let port: PortImplementation<typeof bpost> & AsyncDisposable;
let url: string;

async function listen(onRequest: (request: Asked, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => onRequest({ method: request.method ?? '', path: request.url ?? '', body: Buffer.concat(parts).toString('utf8'), headers: request.headers }, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

beforeAll(async () => {
  url = await listen((request, response) => {
    asked.push(request);
    const route = Object.keys(answers).find((one) => one === `${request.method} ${stepOf(request)}`) ?? '';
    const found = answers[route];
    const nth = asked.filter((other) => `${other.method} ${stepOf(other)}` === route).length - 1;
    const answer = Array.isArray(found) ? found[Math.min(nth, found.length - 1)] : found;
    if (typeof answer === 'function') answer(response);
    else response.writeHead(500).end();
  });
  const config: unknown = liveBpost.config.parse({
    account: '123456', passPhrase: 'env:PASS', timeoutSeconds: 1, shippingManager: { url: `${url}/shm` }, tracking: { url: `${url}/tracking` },
    eidDelivery: { url: `${url}/eid`, timeoutSeconds: 1 }, proofing: { kind: 'rest', url: `${url}/proofing`, apiKey: 'env:KEY' },
  });
  port = liveBpost.open({ ...bench.env, config, realNow: Date.now, secret: () => 'pass-phrase' });
});
afterAll(async () => {
  await port[Symbol.asyncDispose]();
  await Promise.all(servers.map((server) => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); })));
  bench.remove();
});
beforeEach(() => { asked = []; });

const stepOf = ({ path }: Asked): string => {
  const [, service = '', ...rest] = new URL(path, 'http://localhost').pathname.split('/');
  if (service !== 'shm') return service;
  if (rest.includes('labels')) return 'labels';
  return rest.length > 2 ? 'order' : 'orders';
};
const did = () => asked.map((request) => `${request.method} ${stepOf(request)}`);

const key: string = randomUUID();
const reference = 'b-1';
const barcode = '323212345678901234567890';
const moment = { start: Date.UTC(2026, 10, 26, 8), end: Date.UTC(2026, 10, 26, 11) };
const address = { street: 'Geheimstraat', houseNumber: '12', postcode: '3070', city: 'Kortenberg' };
const receiver = { name: 'Zorro Geheim', address, mobile: '+32470123456', email: 'zorro@geheim.example', language: 'nl' } as const;
const secrets = ['Geheim', 'geheim', '+32470123456', 'pass-phrase'];

const say = (status: number, type: string, body = '', headers = {}): Answer => (response) => { response.writeHead(status, { 'content-type': type, ...headers }).end(body); };
const json = (value: unknown) => say(200, 'application/json', JSON.stringify(value));
const empty: Answer = (response) => { response.writeHead(201).end(); };
const gone: Answer = (response) => { response.socket?.destroy(); };
const never: Answer = () => {};
const page = say(200, 'text/html', '<html><body>Maintenance</body></html>');
const elsewhere: Answer = (response) => { response.writeHead(302, { location: `${url}/elsewhere` }).end(); };
const notThere = say(404, 'text/plain', 'Order not found');
const orderInfo = (status: string, { by = key, of = reference, code = '' } = {}) =>
  `<orderInfo xmlns="http://schema.post.be/shm/deepintegration/v3/"><accountId>123456</accountId><reference>${of}</reference><orderLine><text>${by}</text><nbOfItems>1</nbOfItems></orderLine><box>${code && `<barcode>${code}</barcode>`}<status>${status}</status></box></orderInfo>`;
const order = (...of: Parameters<typeof orderInfo>) => say(200, mediaTypes.orderInfo, orderInfo(...of));
const labels = (inside: string) => say(200, mediaTypes.labels, `<labels xmlns="http://schema.post.be/shm/deepintegration/v3/">${inside}</labels>`);
const label = labels(`<label><barcode>${barcode}</barcode><mimeType>application/pdf</mimeType><bytes>JVBERg==</bytes></label>`);
const offered = json({ moments: [{ start: new Date(moment.start).toISOString(), end: new Date(moment.end).toISOString() }] });
const proofed = json({ ValidateAddressesResponse: { ValidatedAddressResultList: { ValidatedAddressResult: [{ '@id': '1', ValidatedAddressList: { ValidatedAddress: [{ PostalAddress: { StructuredDeliveryPointLocation: { StreetName: 'GEHEIMSTRAAT' } } }] } }] } } });
const allRight = { 'GET order': notThere, 'GET eid': offered, 'POST proofing': proofed, 'POST orders': empty, 'GET labels': label };

const announce = (changes: object = {}) => port.announceDelivery({ reference, receiver, moment, ...changes }, bench.call(key));
const cancel = () => port.cancelDelivery({ reference, reason: 'withdrawn' }, bench.call(key));
async function failureOf(acting: Promise<unknown>): Promise<unknown> {
  const failure: unknown = await acting.then(() => 'done', (error: unknown) => error);
  const shown = inspect(failure, { depth: 12 });
  for (const secret of secrets) expect(shown).not.toContain(secret);
  return failure;
}
const fails = (type: string, retry: string): unknown => expect.objectContaining({ type: `bpost.${type}`, data: expect.objectContaining({ retry }) });
const exception = (root: string, inside: string) => `<${root} xmlns="http://schema.post.be/api/shm/v1/" xmlns:o="http://schema.post.be/api/shm/common/v2/">${inside}</${root}>`;

test('an order is placed, its label printed, and its barcode given; bpost hears who the receiver is, and who we are', async () => {
  answers = allRight;
  expect(await announce()).toEqual({ orderReference: reference, barcode });
  expect(did()).toEqual(['GET order', 'GET eid', 'POST proofing', 'POST orders', 'GET labels']);
  const placed = asked.find(({ method, path }) => method === 'POST' && path.endsWith('/orders'));
  expect(placed?.headers).toMatchObject({ authorization: `Basic ${Buffer.from('123456:pass-phrase').toString('base64')}`, 'content-type': mediaTypes.order });
  expect(placed?.body).toContain('Zorro Geheim');
});

describe('asked again', () => {
  test.each(['PRINTED', 'ANNOUNCED', 'IN_TRANSIT', 'DELIVERED', 'CANCELLED', 'SOMETHING_NEW'])('about an order of this key whose box is %s, nothing is sent: it has a barcode', async (status) => {
    answers = { ...allRight, 'GET order': order(status, { code: barcode }) };
    expect(await announce()).toEqual({ orderReference: reference, barcode });
    expect(did()).toEqual(['GET order']);
  });
  test('about an order of this key that was not printed, only the label is fetched', async () => {
    answers = { ...allRight, 'GET order': order('OPEN') };
    expect(await announce()).toEqual({ orderReference: reference, barcode });
    expect(did()).toEqual(['GET order', 'GET labels']);
  });
  test('after the answer with the label was lost, the barcode is read from the order', async () => {
    answers = { ...allRight, 'GET order': [notThere, order('PRINTED', { code: barcode })], 'GET labels': gone };
    expect(await failureOf(announce())).toEqual(fails('no-answer', 'ambiguous'));
    expect(await announce()).toEqual({ orderReference: reference, barcode });
    expect(did().filter((step) => step === 'POST orders')).toHaveLength(1);
  });
  test('by somebody else, an order that was not printed is replaced', async () => {
    answers = { ...allRight, 'GET order': order('OPEN', { by: 'another' }) };
    expect(await announce()).toEqual({ orderReference: reference, barcode });
    expect(did()).toContain('POST orders');
  });
  test.each(['PRINTED', 'IN_TRANSIT', 'CANCELLED', 'SOMETHING_NEW'])('by somebody else, an order whose box is %s is not: that would be a second parcel', async (status) => {
    answers = { ...allRight, 'GET order': order(status, { by: 'another', code: barcode }) };
    expect(await failureOf(announce())).toEqual(fails('refused', 'never'));
    expect(did()).toEqual(['GET order']);
  });
  test('about an order that was called off before it had a barcode, it is refused', async () => {
    answers = { ...allRight, 'GET order': order('CANCELLED') };
    expect(await failureOf(announce())).toEqual(fails('refused', 'never'));
  });
});

describe('before anything is placed', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "c">]>';
  test.each<[string, Answer]>([
    ['of more bytes than any order has', say(200, mediaTypes.orderInfo, `<orderInfo>${' '.repeat(1_100_000)}</orderInfo>`)], ['with a DTD', say(200, mediaTypes.orderInfo, bomb + orderInfo('OPEN'))],
    ['nested too deep', say(200, mediaTypes.orderInfo, '<a>'.repeat(5_000))], ['for people', page], ['that says it is text', say(200, 'text/plain', orderInfo('OPEN'))], ['that leads elsewhere', elsewhere],
    ['about another order', order('PRINTED', { of: 'b-2', code: barcode })], ['with two boxes that stand', say(200, mediaTypes.orderInfo, orderInfo('OPEN').replace('</orderInfo>', '<box><status>OPEN</status></box></orderInfo>'))],
    ['without a status', say(200, mediaTypes.orderInfo, orderInfo(''))], ['with two references', say(200, mediaTypes.orderInfo, orderInfo('OPEN').replace('<reference>', '<reference>b-2</reference><reference>'))],
    ['that says 404 to people', say(404, 'text/html', '<html></html>')],
  ])('an answer %s is no answer, and nothing was asked of anybody', async (_what, answer) => {
    answers = { ...allRight, 'GET order': answer };
    expect(await failureOf(announce())).toEqual(fails('untrusted-answer', 'ambiguous'));
    expect(did()).toEqual(['GET order']);
  });
  test('a moment that is not offered, and an address that is not known, are refused', async () => {
    answers = { ...allRight, 'GET eid': json({ moments: [] }) };
    expect(await failureOf(announce())).toEqual(fails('moment-not-offered', 'never'));
    answers = { ...allRight, 'POST proofing': json({ ValidateAddressesResponse: { ValidatedAddressResultList: { ValidatedAddressResult: [{ '@id': '1', Error: [{ ErrorSeverity: 'error' }] }] } } }) };
    expect(await failureOf(announce())).toEqual(fails('address-unknown', 'never'));
    expect(did()).not.toContain('POST orders');
  });
  test.each<[string, object, string]>([
    ['a street', { receiver: { ...receiver, address: { ...address, street: 'Geheimstraat '.repeat(4) } } }, 'receiver.address.street'],
    ['a house number', { receiver: { ...receiver, address: { ...address, houseNumber: '12-14/0301' } } }, 'receiver.address.houseNumber'],
    ['a box', { receiver: { ...receiver, address: { ...address, box: '123456789' } } }, 'receiver.address.box'],
    ['a municipality', { receiver: { ...receiver, address: { ...address, city: 'Geheim'.repeat(7) } } }, 'receiver.address.city'],
    ['a name', { receiver: { ...receiver, name: ' \t ' } }, 'receiver.name'], ['a name', { receiver: { ...receiver, name: 'Geheim\u0000' } }, 'receiver.name'],
    ['a reference', { reference: '..' }, 'reference'], ['a reference', { reference: 'b\n1' }, 'reference'], ['a reference', { reference: 'b\uD800' }, 'reference'],
  ])('%s that bpost has no room for is refused by the name of its field; it is never cut', async (_what, changes, name) => {
    answers = allRight;
    const failure = await failureOf(announce(changes));
    expect(failure).toEqual(fails('does-not-fit', 'never'));
    expect(isFailure(failure) && failure.data.issues?.map((issue) => issue.name)).toContain(name);
    expect(did()).not.toContain('POST orders');
  });
  test('signs of XML and SQL in every field arrive as they were written', async () => {
    answers = allRight;
    const nasty = `'; DROP--<a b="c">&amp;]]>`;
    await announce({ receiver: { ...receiver, name: nasty, mobile: `'; DROP`, email: `o'brien&co@geheim.example`, address: { ...address, street: nasty, houseNumber: `'<&">`, box: `--']]>`, city: nasty } } });
    const body = asked.find(({ path, method }) => method === 'POST' && path.endsWith('/orders'))?.body ?? '';
    expect(body.match(/&apos;; DROP|'; DROP--&lt;a b="c"&gt;&amp;amp;\]\]&gt;/g)).toHaveLength(3);
    expect(body).toContain(`<common:emailAddress>o'brien&amp;co@geheim.example</common:emailAddress>`);
    // What is no telephone number is not sent as one.
    expect(body).not.toContain('<common:phoneNumber>');
  });
});

describe('where placing an order', () => {
  test.each<[string, Answer, string, string]>([
    ['is answered by a page', page, 'untrusted-answer', 'ambiguous'], ['is answered with words', say(201, 'text/plain', 'OK'), 'untrusted-answer', 'ambiguous'], ['leads elsewhere', elsewhere, 'untrusted-answer', 'ambiguous'],
    ['is cut off', gone, 'no-answer', 'ambiguous'], ['is not answered in time', never, 'no-answer', 'ambiguous'], ['breaks the server', say(500, 'text/html', '<html></html>'), 'no-answer', 'ambiguous'],
    ['ends behind a gateway', say(504, 'text/html', ''), 'no-answer', 'ambiguous'], ['comes at a bad time', say(503, 'text/plain', ''), 'unavailable', 'safe'], ['is too much', say(429, 'text/plain', ''), 'unavailable', 'safe'],
    ['is not for us', say(401, 'text/plain', ''), 'credentials-refused', 'safe'], ['is refused in plain text', say(400, 'text/plain', 'Zorro Geheim is not known'), 'refused', 'never'],
    ['is refused by a selection', say(400, 'application/xml', exception('invalidSelection', '<error>PMPLUS</error>')), 'refused', 'never'],
    ['is refused by a business exception', say(400, 'application/xml', exception('businessException', '<o:code>409</o:code><o:message>Zorro Geheim</o:message>')), 'refused', 'never'],
    ['is refused by a business exception that says success', say(200, 'application/xml', exception('businessException', '<code>409</code><message/>')), 'refused', 'never'],
    ['is not for us, says an exception', say(400, 'application/xml', exception('businessException', '<code>401</code><message/>')), 'credentials-refused', 'safe'],
    ['breaks the system', say(500, 'application/xml', exception('systemException', '<message/>')), 'no-answer', 'ambiguous'],
    ['breaks the system, with an exception that says success', say(200, 'application/xml', exception('systemException', '<message/>')), 'no-answer', 'ambiguous'],
  ])('%s, the house knows what to do next', async (_how, answer, type, retry) => {
    answers = { ...allRight, 'POST orders': answer };
    expect(await failureOf(announce())).toEqual(fails(type, retry));
    expect(asked.some(({ path }) => path.includes('elsewhere'))).toBe(false);
    expect(did()).not.toContain('GET labels');
  });
});

describe('a label', () => {
  test.each<[string, Answer]>([
    ['of another order', labels(`<label><barcodeWithReference><barcode>1</barcode><reference>b-2</reference></barcodeWithReference></label>`)], ['without a barcode', labels('<label><barcodeWithReference/></label>')],
    ['that is refused', say(400, 'text/plain', '')], ['of an order that is not known', notThere], ['for people', page], ['with a DTD', say(200, mediaTypes.labels, '<!DOCTYPE labels><labels/>')],
  ])('%s is no last word: the order stands', async (_what, answer) => {
    answers = { ...allRight, 'GET labels': answer };
    expect(await failureOf(announce())).toEqual(fails('untrusted-answer', 'ambiguous'));
  });
  test('for this order and for its way back gives the first barcode', async () => {
    const referred = (code: string) => `<barcodeWithReference><barcode>${code}</barcode><reference>${reference}</reference></barcodeWithReference>`;
    answers = { ...allRight, 'GET labels': labels(`<label>${referred(barcode)}${referred('back')}<bytes>${'A'.repeat(3_000_000)}</bytes></label>`) };
    expect(await announce()).toEqual({ orderReference: reference, barcode });
  });
  test('that was printed before gives none, and the order does', async () => {
    answers = { ...allRight, 'GET order': [notThere, order('PRINTED', { code: barcode })], 'GET labels': labels('') };
    expect(await announce()).toEqual({ orderReference: reference, barcode });
    answers = { ...allRight, 'GET labels': labels('') };
    expect(await failureOf(announce())).toEqual(fails('untrusted-answer', 'ambiguous'));
  });
});

describe('calling off', () => {
  test.each<[string, Answer, Answer, string, string]>([
    ['an order that is unknown', notThere, notThere, 'unknown-delivery', 'never'], ['what is too late', say(400, 'text/plain', ''), order('DELIVERED'), 'refused', 'never'],
    ['what a page answers', page, order('OPEN'), 'untrusted-answer', 'ambiguous'], ['what nobody answers', gone, order('OPEN'), 'no-answer', 'ambiguous'],
  ])('%s fails as what it is', async (_what, answer, look, type, retry) => {
    answers = { 'POST order': answer, 'GET order': look };
    expect(await failureOf(cancel())).toEqual(fails(type, retry));
  });
  test('what was called off already is called off', async () => {
    answers = { 'POST order': say(400, 'application/xml', exception('businessException', '<code>409</code>')), 'GET order': order('CANCELLED') };
    expect(await cancel()).toEqual({});
    expect(asked[0]?.body).toContain('<status>CANCELLED</status>');
  });
});

describe('the latest scan', () => {
  const states = (inside: string, item = barcode) => say(200, 'application/xml', `<itemTracking xmlns="http://schema.post.be/tracking/v1/"><itemCode>${item}</itemCode>${inside}</itemTracking>`);
  const state = (time: string, code: string) => `<stateInfo><time>${time}</time><stateCode>${code}</stateCode></stateInfo>`;
  const track = () => port.track({ barcode }, bench.call(''));
  test('is found among times with and without a zone: those without are Belgian', async () => {
    answers = { 'GET tracking': states(state('2026-11-26T10:00:00+01:00', 'L00') + state('2026-11-26T11:30:00', 'U03') + state('2026-11-26T10:15:00.000Z', 'N01')) };
    expect(await track()).toEqual({ known: true, latest: { state: 'delivered', code: 'U03', at: Date.UTC(2026, 10, 26, 10, 30) } });
  });
  test('of a code as long as a letter is shown in short', async () => {
    answers = { 'GET tracking': states(state('2026-11-26T10:00:00Z', 'x'.repeat(500))) };
    expect(await track()).toMatchObject({ latest: { state: 'other', code: 'x'.repeat(20) } });
  });
  test.each<[string, Answer]>([
    ['of another parcel', states(state('2026-11-26T10:00:00Z', 'U00'), 'another')], ['at no time', states(state('yesterday', 'U00'))], ['on a day that is none', states(state('2026-13-40T10:00:00', 'U00'))], ['without a code', states('<stateInfo><time>2026-11-26T10:00:00Z</time></stateInfo>')],
    ['with a DTD', say(200, 'application/xml', '<!DOCTYPE itemTracking><itemTracking/>')], ['for people', page], ['elsewhere', elsewhere],
  ])('%s is no answer', async (_what, answer) => {
    answers = { 'GET tracking': answer };
    expect(await failureOf(track())).toEqual(fails('untrusted-answer', 'ambiguous'));
  });
  test.each(['.', '..'])('of a barcode that would be another address (%s) is not asked for', async (dots) => {
    expect(await failureOf(port.track({ barcode: dots }, bench.call('')))).toEqual(fails('does-not-fit', 'never'));
    expect(asked).toEqual([]);
  });
});

describe('an answer of our own contract', () => {
  const change = () => port.changeMoment({ reference, moment }, bench.call(key));
  const moved = (of: string, { start, end } = moment) => json({ reference: of, moment: { start: new Date(start).toISOString(), end: new Date(end).toISOString() } });
  test('about another delivery, or another moment, is no answer', async () => {
    for (const answer of [moved('b-2'), moved(reference, { start: 0, end: 1 }), json({}), page, elsewhere]) {
      answers = { 'PUT eid': answer };
      expect(await failureOf(change())).toEqual(fails('untrusted-answer', 'ambiguous'));
    }
    answers = { 'POST eid': json({ reference: 'b-2' }), 'GET eid': json({ reference: 'b-2', messages: [] }) };
    expect(await failureOf(port.handOverCustody({ reference, at: 0 }, bench.call(key)))).toEqual(fails('untrusted-answer', 'ambiguous'));
    expect(await failureOf(port.delivery({ reference }, bench.call('')))).toEqual(fails('untrusted-answer', 'ambiguous'));
  });
  test('comes for the key that was sent', async () => {
    answers = { 'PUT eid': moved(reference) };
    expect(await change()).toEqual({});
    expect(asked[0]?.headers).toMatchObject({ 'idempotency-key': key });
  });
});
