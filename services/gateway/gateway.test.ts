import { connect } from 'node:net';
import { request as httpRequest } from 'node:http';
import { failures } from '#services/kernel/failure.ts';
import { openTestGateway, type TestGateway } from './open-test-gateway.ts';

const parcel = '018f3b5a-7c1d-7e2a-9b4c-5d6e7f809101';
const business = failures('parcels', {
  'gone-already': { status: 409, retry: 'never', title: 'This parcel has left.' },
  'unknown-parcel': { status: 404, retry: 'never', title: 'There is no such parcel.' },
  'used-already': { status: 401, retry: 'never', title: 'This was used already.' },
  'van-broke-down': { status: 502, retry: 'safe', title: 'The van broke down.' },
  'may-have-left': { status: 504, retry: 'ambiguous', title: 'The parcel may have left.' },
  'busy': { status: 409, retry: 'safe', title: 'Somebody else is at it.' },
});
const scope = failures('caller', { 'scope-missing': { status: 403, retry: 'never', title: 'Not allowed.' }, 'not-yours': { status: 403, retry: 'never', title: 'Not yours.' } });

let gateway: TestGateway;
beforeAll(async () => { gateway = await openTestGateway(); });
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.seen.length = 0;
  gateway.logged.length = 0;
  gateway.answerWith(() => ({ parcels: ['a'], state: 'sent' }));
});

describe('a call that is right', () => {
  test('reaches the action with fields of path and body together, and answers its result', async () => {
    const answer = await gateway.ask('POST', `/api/v1/parcels/${parcel}/submit`, { body: { start: 5, tags: ['x'] } });
    expect(answer).toMatchObject({ status: 200, json: { state: 'sent' } });
    expect(gateway.seen).toMatchObject([{ action: 'submit', params: { parcel, start: 5, tags: ['x'] }, meta: { proof: 'good' } }]);
  });
  test('reads numbers, flags and lists of a query as the contract means them', async () => {
    await gateway.ask('GET', '/api/v1/parcels?weight=12&urgent=true&labels=a&labels=b&open=yes&limit=7&state=new&day=2026-11-24');
    expect(gateway.seen[0]?.params).toEqual({ weight: 12, urgent: true, labels: ['a', 'b'], open: 'yes', limit: 7, state: 'new', day: '2026-11-24' });
  });
  test('may leave out the body where nothing is asked', async () => {
    expect(await gateway.ask('POST', '/api/v1/parcels/sweep')).toMatchObject({ status: 200 });
    expect(gateway.seen[0]?.params).toEqual({});
  });
  test('is answered with headers that keep it out of caches and frames', async () => {
    const { headers } = await gateway.ask('GET', '/api/v1/parcels');
    expect(Object.fromEntries(headers)).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'x-frame-options': 'DENY', 'content-type': 'application/json; charset=utf-8' });
    expect(headers.get('x-powered-by') ?? headers.get('x-request-id')).toBeNull();
  });
  test('may be asked with HEAD where GET is', async () => {
    expect(await gateway.ask('HEAD', '/api/v1/parcels')).toMatchObject({ status: 200, text: '' });
  });
});

describe('the trace id', () => {
  test('is the caller\'s own, on the answer and in the action', async () => {
    const { headers } = await gateway.ask('GET', '/api/v1/parcels', { headers: { 'BelGov-Trace-Id': '4bf92f3577b34da6a3ce929d0e0e4736' } });
    expect(headers.get('belgov-trace-id')).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(gateway.seen[0]?.meta['traceId']).toBe('4bf92f3577b34da6a3ce929d0e0e4736');
  });
  test.each(['a b', 'x'.repeat(65), 'é', '../x', '85073003328', '85.07.30-033.28', 'abc-123'])('is a new one when the caller\'s cannot be used', async (given) => {
    const { headers } = await gateway.ask('GET', '/api/v1/parcels', { headers: { 'BelGov-Trace-Id': given } });
    expect(headers.get('belgov-trace-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
  test('is on refusals too', async () => {
    const { headers } = await gateway.ask('GET', '/nowhere');
    expect(headers.get('belgov-trace-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the token', () => {
  test.each([
    ['none', null, {}, 'noAccessToken', 'Bearer realm="eid"'],
    ['another scheme', null, { Authorization: 'Basic abc' }, 'noAccessToken', 'Bearer realm="eid"'],
    ['an expired one', 'old', {}, 'expiredAccessToken', 'Bearer realm="eid", error="invalid_token"'],
    ['a forged one', 'bad', {}, 'invalidAccessToken', 'Bearer realm="eid", error="invalid_token"'],
  ])('%s is refused before anything is read', async (_case, token, headers, type, challenge) => {
    const answer = await gateway.ask('POST', `/api/v1/parcels/${parcel}/submit`, { token, headers, raw: '{"oops' });
    expect(answer).toMatchObject({ status: 401, json: { type: `urn:problem-type:belgif:${type}`, status: 401 } });
    expect(answer.headers.get('www-authenticate')).toBe(challenge);
    expect(gateway.seen).toEqual([]);
  });
  test('without the scope is told which one is needed', async () => {
    gateway.answerWith(() => { throw scope['scope-missing'](); });
    const answer = await gateway.ask('GET', '/api/v1/parcels');
    expect(answer).toMatchObject({ status: 403, json: { type: 'urn:problem-type:belgif:missingScope', failure: 'caller.scope-missing' } });
    expect(answer.headers.get('www-authenticate')).toContain('scope="parcels:read"');
  });
  test('for another dossier is refused', async () => {
    gateway.answerWith(() => { throw scope['not-yours']({ issues: [{ in: 'body', name: 'parcel', detail: 'not yours' }] }); });
    expect(await gateway.ask('GET', `/api/v1/parcels/${parcel}`)).toMatchObject({ status: 403, json: { type: 'urn:problem-type:belgif:missingPermission', issues: [{ in: 'path', name: 'parcel' }] } });
  });
});

describe('an address', () => {
  test.each(['/nowhere', '/api/v1', '/api/v1/nowhere', '/API/V1/parcels', '//api/v1/parcels', '/parcels', '/api/v1/parcels/secret/x/y', '/$node/list', '/~node/list', '/parcels/list'])('%s that leads nowhere is a 404 problem', async (path) => {
    expect(await gateway.ask('GET', path)).toMatchObject({ status: 404, json: { type: 'urn:problem-type:belgif:resourceNotFound', failure: 'gateway.no-such-resource' } });
  });
  test.each([['DELETE', '/api/v1/parcels', 'GET, HEAD'], ['GET', `/api/v1/parcels/${parcel}/submit`, 'POST'], ['POST', '/health', 'GET, HEAD'], ['GET', '/sandbox/44021/bank/pay', 'POST']])('%s %s names the methods that it takes', async (method, path, allow) => {
    const answer = await gateway.ask(method, path);
    expect(answer).toMatchObject({ status: 405, json: { failure: 'gateway.wrong-method' } });
    expect(answer.headers.get('allow')).toBe(allow);
  });
  test('is never acted on by a question of a browser about it', async () => {
    const answer = await gateway.ask('OPTIONS', '/api/v1/parcels/sweep', { headers: { 'Access-Control-Request-Method': 'POST', Origin: 'https://elsewhere.example' } });
    expect(answer.status).toBe(405);
    expect(gateway.seen).toEqual([]);
  });
  test('with broken percent-encoding names the field', async () => {
    expect(await gateway.ask('GET', '/api/v1/parcels/%E0%A4%A')).toMatchObject({ status: 400, json: { issues: [{ in: 'path', name: 'parcel' }] } });
  });
});

describe('the Idempotency-Key', () => {
  test('goes with a POST, and a repeated answer says so', async () => {
    const first = await gateway.ask('POST', `/api/v1/parcels/${parcel}/submit`, { body: { start: 1 }, headers: { 'Idempotency-Key': 'k-1' } });
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    const again = await gateway.ask('POST', `/api/v1/parcels/${parcel}/submit`, { body: { start: 1 }, headers: { 'Idempotency-Key': 'again' } });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(gateway.seen.map(({ meta }) => meta['idempotencyKey'])).toEqual(['k-1', 'again']);
  });
  test.each(['', 'a b', 'x'.repeat(65), 'é'])('of another shape is refused by name', async (key) => {
    expect(await gateway.ask('POST', '/api/v1/parcels/sweep', { headers: { 'Idempotency-Key': key } })).toMatchObject({ status: 400, json: { type: 'urn:problem-type:belgif:badRequest', issues: [{ in: 'header', name: 'Idempotency-Key' }] } });
    expect(gateway.seen).toEqual([]);
  });
  test('means nothing to a GET', async () => {
    await gateway.ask('GET', '/api/v1/parcels', { headers: { 'Idempotency-Key': 'k' } });
    expect(gateway.seen[0]?.meta).not.toHaveProperty('idempotencyKey');
  });
});

describe('a failure', () => {
  test('keeps its name and status', async () => {
    gateway.answerWith(() => { throw business['gone-already']({ issues: [{ in: 'body', name: 'start', detail: 'too late' }] }); });
    const answer = await gateway.ask('POST', `/api/v1/parcels/${parcel}/submit`, { body: { start: 1 } });
    expect(answer).toMatchObject({
      status: 409,
      json: { type: 'urn:problem-type:eid:parcels.gone-already', title: 'This parcel has left.', failure: 'parcels.gone-already', issues: [{ in: 'body', name: 'start', type: 'urn:problem-type:belgif:input-validation:invalidInput' }] },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.headers.get('retry-after')).toBeNull();
  });
  test('to find something is a 404 with its own name', async () => {
    gateway.answerWith(() => { throw business['unknown-parcel'](); });
    expect(await gateway.ask('GET', `/api/v1/parcels/${parcel}`)).toMatchObject({ status: 404, json: { type: 'urn:problem-type:belgif:resourceNotFound', failure: 'parcels.unknown-parcel' } });
  });
  test('to find or trust what the path names says which field that was', async () => {
    for (const type of ['unknown-parcel', 'used-already'] as const) {
      gateway.answerWith(() => { throw business[type](); });
      const answer = await gateway.ask('GET', `/api/v1/parcels/${parcel}`);
      expect(answer).toMatchObject({ json: { issues: [{ in: 'path', name: 'parcel' }] } });
      expect([null, 'Bearer realm="eid"']).toContain(answer.headers.get('www-authenticate'));
    }
  });
  test('after which trying again is safe says when', async () => {
    gateway.answerWith(() => { throw business['van-broke-down'](); });
    const answer = await gateway.ask('GET', '/api/v1/parcels');
    expect(answer).toMatchObject({ status: 503, json: { type: 'urn:problem-type:belgif:serviceUnavailable', failure: 'parcels.van-broke-down' } });
    expect(answer.headers.get('retry-after')).toBe('5');
  });
  test('of an unfinished twin keeps its status and says when to try again', async () => {
    gateway.answerWith(() => { throw business.busy(); });
    const answer = await gateway.ask('GET', '/api/v1/parcels');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([409, '5']);
  });
  test('that may have happened is not called safe', async () => {
    gateway.answerWith(() => { throw business['may-have-left'](); });
    const answer = await gateway.ask('GET', '/api/v1/parcels');
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([504, null]);
  });
  test('from another node, where it is a plain error, is the same', async () => {
    gateway.answerWith(() => { throw Object.assign(new Error('This parcel has left.'), { type: 'parcels.gone-already', code: 409, data: { retry: 'never' } }); });
    expect(await gateway.ask('GET', '/api/v1/parcels')).toMatchObject({ status: 409, json: { failure: 'parcels.gone-already' } });
  });
  test('that nobody declared tells the caller nothing, and the log no message', async () => {
    gateway.answerWith(() => { throw Object.assign(new TypeError('INSZ 85073003328 exploded'), { code: 422, data: { insz: '85073003328' } }); });
    const answer = await gateway.ask('GET', '/api/v1/parcels', { headers: { 'BelGov-Trace-Id': '00f067aa0ba902b7' } });
    expect(answer).toMatchObject({ status: 500, json: { type: 'urn:problem-type:belgif:internalServerError', status: 500 } });
    expect(answer.text).not.toMatch(/85073003328|exploded|TypeError|gateway\.test/);
    expect(gateway.logged).toEqual([expect.stringMatching(/00f067aa0ba902b7.*parcels\.list.*TypeError/)]);
    expect(gateway.logged.join('')).not.toContain('85073003328');
  });
  test('to answer in time is a 503 that may be tried again', async () => {
    gateway.answerWith(() => new Promise(() => undefined));
    const answer = await gateway.ask('GET', '/api/v1/parcels');
    expect(answer).toMatchObject({ status: 503, json: { type: 'urn:problem-type:belgif:serviceUnavailable' } });
    expect(answer.headers.get('retry-after')).toBe('5');
  });
  test.each([
    ['SERVICE_NOT_FOUND', 404, 503], ['SERVICE_NOT_AVAILABLE', 404, 503], ['REQUEST_REJECTED', 503, 503], ['VALIDATION_ERROR', 422, 400],
  ])('of the broker itself (%s) says no more than it must', async (type, code, status) => {
    gateway.answerWith(() => { throw Object.assign(new Error("Service 'parcels.x' on node-1"), { type, code, data: { action: 'parcels.x', nodeID: 'node-1' } }); });
    const answer = await gateway.ask('GET', '/api/v1/parcels');
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain('node-1');
  });
});

describe('what outside systems call of their own accord', () => {
  const address = '/inbound/44021/bank';

  test('reaches their connector with the very bytes that were sent, without a credential of ours, and is answered in its words', async () => {
    const raw = Buffer.from([0x3c, 0xff, 0x00, 0x0d, 0x0a]);
    const answer = await gateway.ask('POST', `${address}/told%2Fnow?copy=2`, { raw, token: null, headers: { 'Content-Type': 'application/soap+xml', Authorization: 'Basic x' } });
    expect([answer.status, answer.headers.get('content-type'), answer.text]).toEqual([202, 'application/soap+xml', '<taken/>']);
    expect(gateway.seen).toEqual([{
      action: 'inbound 44021/bank', meta: {}, params: { method: 'POST', path: '/told%2Fnow', query: 'copy=2', type: 'application/soap+xml', body: raw.toString('latin1') },
    }]);
  });

  test.each<[string, Parameters<TestGateway['ask']>, number]>([
    ['more than is taken', ['POST', `${address}/told`, { raw: 'x'.repeat(2_000_000) }], 413], ['a compressed message', ['POST', `${address}/told`, { raw: 'x', headers: { 'Content-Encoding': 'gzip' } }], 415],
    ['a method that no message has', ['DELETE', `${address}/told`], 405], ['an address with nothing behind it', ['POST', `${address}/told/more`, { raw: 'x' }], 404], ['an address that cannot be read', ['POST', `${address}/%zz`, { raw: 'x' }], 400],
  ])('%s is refused before anybody reads it', async (_case, asked, status) => {
    expect((await gateway.ask(...asked)).status).toBe(status);
    expect(gateway.seen).toEqual([]);
  });

  test.each<[string, string, number, string, number, string | undefined]>([
    ['what its connector takes is read', 'large', 3_000_000, 'Basic x', 202, undefined], ['more than that is refused', 'large', 3_000_001, 'Basic x', 413, 'at most 3000000 bytes are taken'],
    ['the usual is read for who has not proven who he is', 'large', 1_048_577, 'Basic y', 413, 'at most 1048576 bytes are taken'], ['the usual is read elsewhere', 'told', 1_048_577, 'Basic x', 413, 'at most 1048576 bytes are taken'],
  ])('of a large message %s', async (_rule, name, size, authorization, status, detail) => {
    const answer = await gateway.ask('POST', `${address}/${name}`, { raw: 'x'.repeat(size), token: null, headers: { 'Content-Type': 'application/octet-stream', Authorization: authorization } });
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(detail ?? '<taken/>');
    expect(gateway.seen).toHaveLength(detail === undefined ? 1 : 0);
  });

  test('reaches their connector as a GET where only the headers of its answer are asked for', async () => {
    expect(await gateway.ask('HEAD', `${address}/told`)).toMatchObject({ status: 202, text: '' });
    expect(gateway.seen).toMatchObject([{ params: { method: 'GET', path: '/told' } }]);
  });

  test('may be left without an answer', async () => {
    await expect(gateway.ask('POST', `${address}/cut`, { raw: 'x' })).rejects.toThrow('fetch failed');
  });
});

describe('the sandboxes', () => {
  test('are played through levers, without a token, from this machine', async () => {
    expect(await gateway.ask('GET', '/sandbox', { token: null })).toMatchObject({ status: 200, json: { levers: [{ path: '/sandbox/44021/bank/pay', input: { type: 'object', required: ['payment'] } }] } });
    expect(await gateway.ask('POST', '/sandbox/44021/bank/pay', { token: null, body: { payment: 'p' } })).toMatchObject({ status: 200, json: { paid: true } });
  });
  test('have no lever where the connector is live', async () => {
    expect(await gateway.ask('POST', '/sandbox/44021/bank/burn', { body: {} })).toMatchObject({ status: 404, json: { failure: 'sandbox.no-such-lever' } });
  });
  test.each([['passed on by a proxy', { 'X-Forwarded-For': '10.0.0.1' }], ['sent by a web page', { Origin: 'https://elsewhere.example' }]])('are not there for a request %s', async (_case, headers) => {
    for (const [method, path] of [['POST', '/sandbox/44021/bank/pay'], ['GET', '/sandbox']] as const) {
      expect(await gateway.ask(method, path, { headers })).toMatchObject({ status: 404, json: { failure: 'gateway.no-such-resource' } });
    }
    expect(gateway.seen).toEqual([]);
  });
  test('are not there under a name that was made to point here', async () => {
    const status = await new Promise((resolve, reject) => {
      httpRequest(`${gateway.url}/sandbox`, { headers: { Host: 'evil.example:3000' } }, (response) => { response.resume(); resolve(response.statusCode); }).on('error', reject).end();
    });
    expect(status).toBe(404);
  });
});

describe('what is open to all', () => {
  test('health says whether the node can work', async () => {
    const answer = await gateway.ask('GET', '/health', { token: null });
    expect(answer).toMatchObject({ status: 200, json: { status: 'UP', node: 'test', components: { store: { status: 'UP' } } } });
    expect(answer.headers.get('content-type')).toBe('application/health+json');
  });
  test('health of a node that cannot is a 503', async () => {
    const down = await openTestGateway({ health: async () => ({ status: 'DOWN', node: 'test', components: { store: { status: 'DOWN' } } }) });
    expect(await down.ask('GET', '/health')).toMatchObject({ status: 503, json: { status: 'DOWN' } });
    await down.close();
  });
  test('the start page says what runs here, in plain HTML without scripts', async () => {
    const { text, headers } = await gateway.ask('GET', '/', { token: null });
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    for (const part of ['<html lang="en">', '<main>', '<h1>', 'href="/openapi.json"', 'href="/health"', 'Brings &#38; fetches &#60;parcels&#62;']) expect(text).toContain(part);
    expect(text).not.toContain('<script');
  });
});

describe('what is hardly HTTP', () => {
  const speak = (bytes: string) => new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    let heard = '';
    socket.setEncoding('utf8').on('data', (part: string) => { heard += part; }).on('close', () => resolve(heard)).on('error', reject);
  });
  test('gets a problem and a closed door', async () => {
    expect(await speak('HALLO\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json.*"status":400/s);
  });
  test('with endless headers is told so', async () => {
    expect(await speak(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 .*problem\+json/s);
  });
});
