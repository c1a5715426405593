import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { gzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import { z } from 'zod';
import { openTestGateway, type Asked, type TestGateway } from './open-test-gateway.ts';

const parcel = '018f3b5a-7c1d-7e2a-9b4c-5d6e7f809101';
const submit = `/api/v1/parcels/${parcel}/submit`;

let gateway: TestGateway;
beforeAll(async () => { gateway = await openTestGateway({ limits: { bodyBytes: 10_000 } }); });
afterAll(() => gateway.close());
beforeEach(() => {
  gateway.seen.length = 0;
  gateway.answerWith(() => ({ state: 'sent' }));
});

const issue = z.strictObject({ in: z.enum(['body', 'query', 'path', 'header']), name: z.string().min(1).max(101), detail: z.string().min(1), type: z.string() });
const document = z.strictObject({
  type: z.string().startsWith('urn:problem-type:'), href: z.url().optional(), title: z.string().min(1), status: z.int(), detail: z.string().min(1), instance: z.string().startsWith('urn:uuid:'),
  failure: z.string().optional(), issues: z.array(issue).min(1).optional(), traceId: z.string(),
});

/** The fields that a refusal names, after a check that it is a problem document and that no action was called. */
function named({ status, headers, json }: Asked): string[] {
  expect(headers.get('content-type')).toBe('application/problem+json');
  const problem = document.parse(json);
  expect(problem.status).toBe(status);
  expect(problem.traceId).toBe(headers.get('BelGov-Trace-Id'));
  expect(gateway.seen).toEqual([]);
  return (problem.issues ?? []).map(({ in: place, name }) => `${place} ${name}`);
}

/** Either it reached the action once, or it reached nothing and the answer names a field. */
function takenOrNamed(answer: Asked): boolean {
  if (answer.status === 200) return gateway.seen.length === 1;
  return answer.status === 400 && named(answer).length > 0;
}

describe('a body', () => {
  test.each<[string, unknown, string]>([
    ['without a field that is needed', {}, 'body start'],
    ['with a field of the wrong type', { start: 'tomorrow' }, 'body start'],
    ['with an unknown field', { start: 1, colour: 'red' }, 'body colour'],
    ['with an unknown field inside another', { start: 1, contact: { fax: '1' } }, 'body contact.fax'],
    ['with a wrong field inside a list', { start: 1, tags: ['a', 5] }, 'body tags.1'],
    ['that gives what the path gives already', { start: 1, parcel }, 'body parcel'],
    ['that speaks of another municipality', { start: 1, municipality: 'kortenberg' }, 'body municipality'],
    ['that is a list', [], 'body body'],
    ['that is null', null, 'body body'],
    ['that is a text', 'x', 'body body'],
    ['with a NUL in a text', { start: 1, tags: ['a\0b'] }, 'body tags.0'],
    ['with half a character', { start: 1, tags: ['\ud800'] }, 'body tags.0'],
  ])('%s is refused by name', async (_case, body, field) => {
    const answer = await gateway.ask('POST', submit, { body });
    expect(answer.status).toBe(400);
    expect(named(answer)).toEqual([field]);
  });

  test.each<[string, string, string]>([
    ['with a field twice', '{"start":1,"start":2}', 'body start'],
    ['with a field twice in another spelling', '{"start":1,"st\\u0061rt":2}', 'body start'],
    ['with a field twice inside a list', '{"start":1,"tags":[{"a":1},{"a":1,"a":2}]}', 'body tags.1.a'],
    ['with __proto__', '{"start":1,"__proto__":{"admin":true}}', 'body __proto__'],
    ['with constructor inside another', '{"start":1,"contact":{"constructor":{"prototype":1}}}', 'body contact.constructor'],
    ['with a spelled-out __proto__', '{"start":1,"\\u005f_proto__":{}}', 'body __proto__'],
    ['without a bottom', `{"start":1,"tags":${'['.repeat(4_000)}${']'.repeat(4_000)}}`, 'body tags.0.0'],
  ])('%s is refused by name', async (_case, raw, field) => {
    const answer = await gateway.ask('POST', submit, { raw });
    expect(answer.status).toBe(400);
    expect(named(answer)).toEqual([field]);
  });

  test.each<[string, string | Buffer]>([
    ['that breaks off', '{"start":'], ['with a trailing comma', '{"start":1,}'], ['in single quotes', "{'start':1}"], ['with NaN', '{"start":NaN}'], ['in another encoding', Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x3a, 0x31, 0x7d])],
    ['of two documents', '{"start":1}{"start":2}'], ['of XML', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'],
  ])('%s is no JSON', async (_case, raw) => {
    const answer = await gateway.ask('POST', submit, { raw });
    expect(answer).toMatchObject({ status: 400, json: { failure: 'gateway.malformed-json' } });
    expect(named(answer)).toEqual(['body body']);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=latin1', 'application/xml', 'application/jsonp'])('of type %s is not taken', async (type) => {
    const answer = await gateway.ask('POST', submit, { raw: '{"start":1}', headers: { 'Content-Type': type } });
    expect(answer).toMatchObject({ status: 415, json: { failure: 'gateway.not-json' } });
    expect(named(answer)).toEqual(['header Content-Type']);
  });
  test.each(['application/json', 'Application/JSON; charset=UTF-8', 'application/json;charset="utf-8"'])('of type %s is', async (type) => {
    expect((await gateway.ask('POST', submit, { raw: '{"start":1}', headers: { 'Content-Type': type } })).status).toBe(200);
  });

  test.each(['gzip', 'br', 'deflate', 'identity, gzip'])('compressed by %s is not taken, whatever it would unpack to', async (encoding) => {
    const answer = await gateway.ask('POST', submit, { raw: gzipSync(Buffer.alloc(1_000_000, 0x20)), headers: { 'Content-Encoding': encoding } });
    expect(answer).toMatchObject({ status: 415, json: { failure: 'gateway.compressed' } });
    named(answer);
  });

  test('that is too large is refused, whether its size was announced or not, and the connection lives on', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const huge = JSON.stringify({ start: 1, tags: ['x'.repeat(3_000_000)] });
    for (const headers of [{ 'Content-Length': String(huge.length) }, { 'Transfer-Encoding': 'chunked' }]) {
      const answer = await post(agent, huge, headers);
      expect(answer).toMatchObject({ status: 413, headers: { 'content-type': 'application/problem+json' } });
      expect(document.parse(JSON.parse(answer.text))).toMatchObject({ type: 'urn:problem-type:belgif:payloadTooLarge' });
    }
    expect((await post(agent, '{"start":1}', {})).status).toBe(200);
    expect(gateway.seen).toHaveLength(1);
    agent.destroy();
  });

  test('with endless unknown fields is refused with a short answer', async () => {
    const answer = await gateway.ask('POST', submit, { body: Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`f${index}`, 1])) });
    expect(named(answer).length).toBeLessThanOrEqual(50);
    expect(named(await gateway.ask('POST', submit, { body: { ['y'.repeat(5_000)]: 1 } }))[0]?.length).toBeLessThan(120);
  });

  test('does not come with a GET', async () => {
    const { hostname, port } = new URL(gateway.url);
    const status = await new Promise((resolve, reject) => {
      const asked = httpRequest({ hostname, port, path: '/api/v1/parcels', method: 'GET', headers: { Authorization: 'Bearer good', 'Content-Type': 'application/json', 'Content-Length': 11 } }, (response) => { response.resume(); resolve(response.statusCode); });
      asked.on('error', reject).end('{"weight":1}'.slice(0, 11));
    });
    expect(status).toBe(400);
    expect(gateway.seen).toEqual([]);
  });
});

describe('a query', () => {
  test.each([
    ['weight=heavy', 'query weight'], ['weight=', 'query weight'], ['weight=0x10', 'query weight'], ['weight=1e3', 'query weight'], ['weight=%201', 'query weight'], ['weight=1.5', 'query weight'], ['weight=99999999999999999999', 'query weight'],
    ['limit=0', 'query limit'], ['limit=', 'query limit'], ['limit=501', 'query limit'], ['urgent=1', 'query urgent'], ['open=maybe', 'query open'], ['state=lost', 'query state'],
    ['state=new&state=old', 'query state'], ['weight[]=1', 'query weight[]'], ['weight[a]=1', 'query weight[a]'], ['colour=red', 'query colour'], ['__proto__=x', 'query __proto__'], ['constructor[prototype]=x', 'query constructor[prototype]'],
    ['labels=toolongforalabel', 'query labels.0'], ['day=%00', 'query day'],
  ])('?%s is refused by name', async (query, field) => {
    const answer = await gateway.ask('GET', `/api/v1/parcels?${query}`);
    expect(answer.status).toBe(400);
    expect(named(answer)).toEqual([field]);
  });
  test('that gives what the path gives already is refused', async () => {
    expect(named(await gateway.ask('GET', `/api/v1/parcels/${parcel}?parcel=${parcel}`))).toEqual(['query parcel']);
  });
  test('that gives what the body gives too is refused', async () => {
    expect(named(await gateway.ask('POST', `${submit}?start=1`, { body: { start: 1 } }))).toEqual(['body start']);
  });
});

describe('a path', () => {
  test.each(['x', '..%2f..%2fetc', '%00', '018f3b5a', 'null', `${parcel}%20`, "1'%20OR%20'1'='1"])('with %s for an id is refused by name', async (id) => {
    const answer = await gateway.ask('GET', `/api/v1/parcels/${id}`);
    expect(answer.status).toBe(400);
    expect(named(answer)).toEqual(['path parcel']);
  });
});

test('no answer ever repeats what was sent', async () => {
  const insz = '85073003328x';
  for (const answer of [
    await gateway.ask('POST', submit, { body: { start: insz, insz, contact: { email: insz, mobile: insz.repeat(3) } } }),
    await gateway.ask('GET', `/api/v1/parcels?weight=${insz}&state=${insz}&urgent=${insz}&open=${insz}`),
    await gateway.ask('GET', `/api/v1/parcels/${insz}`),
    await gateway.ask('POST', submit, { raw: `{"insz": ${insz}` }),
  ]) {
    expect(named(answer).length).toBeGreaterThan(0);
    expect(answer.text).not.toContain('85073003328');
  }
});

const good = { start: 1, insz: '85073003328', open: true, tags: ['a'], contact: { email: 'a@b.be', mobile: '0470' } };
const strange = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown[]>(null, true, 1.5, -0, '', '\0', '__proto__', [], {}, 'x'.repeat(2_000), 1e308, [[[[]]]]));

test('any body at all is either taken by the contract or refused by the names of its fields, never a fault of ours', async () => {
  const anyBody = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom(...Object.keys(good)), strange).map(([key, value]) => ({ body: { ...good, [key]: value } as object, field: key })) },
    { weight: 2, arbitrary: fc.tuple(fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }), strange).map(([key, value]) => ({ body: { ...good, [key]: value }, field: key })) },
    { weight: 1, arbitrary: strange.map((body) => ({ body, field: undefined })) },
  );
  await fc.assert(fc.asyncProperty(anyBody, async ({ body }) => {
    gateway.seen.length = 0;
    const answer = await gateway.ask('POST', submit, { body });
    expect(takenOrNamed(answer)).toBe(true);
  }), { numRuns: 400 });
});

test('any bytes at all are a problem document or an answer', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
    gateway.seen.length = 0;
    const answer = await gateway.ask('POST', submit, { raw: Buffer.from(bytes) });
    expect(answer.status).toBe(400);
    named(answer);
  }), { numRuns: 200 });
});

test('any query at all is a problem document or an answer', async () => {
  const pair = fc.tuple(fc.oneof(fc.constantFrom('weight', 'urgent', 'limit', 'state', 'labels', 'open', 'day', '__proto__'), fc.string({ unit: 'binary' })), fc.string({ unit: 'binary' }));
  await fc.assert(fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 4 }), async (pairs) => {
    gateway.seen.length = 0;
    const answer = await gateway.ask('GET', `/api/v1/parcels?${pairs.map(([key, value]) => `${encodeURIComponent(key.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`).join('&')}`);
    expect(takenOrNamed(answer)).toBe(true);
  }), { numRuns: 200 });
});

function post(agent: Agent, body: string, headers: Record<string, string>): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(`${gateway.url}${submit}`, { agent, method: 'POST', headers: { Authorization: 'Bearer good', 'Content-Type': 'application/json', ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    asked.on('error', reject).end(body);
  });
}
