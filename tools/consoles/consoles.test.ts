import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { messaging } from '#connectors/messaging/messaging.port.ts';
import { openServedHouse, type ServedHouse } from '#tools/test-house/open-served-house.ts';
import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { townsOf } from './towns.ts';

/** The consoles as an attacker sees them who writes messages, or who owns a page that somebody of this machine looks at. */

let t: ServedHouse;
let proof: string;
beforeAll(async () => {
  t = await openServedHouse({ consoles: true });
  proof = /name="proof" value="([\w-]{43})"/.exec((await open('/en/clock')).text)?.[1] ?? '';
});
afterAll(() => t.stop());
afterEach(() => t.pull('crm', 'fault', { operation: 'citizen', kind: null }));

interface Given { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly text: string }
/** A request with exactly these headers: `fetch` would not let a page choose its origin or its host. */
function ask(path: string, { form, headers = {} }: { readonly form?: Readonly<Record<string, string>>; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Given> {
  const body = form && new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const asked = request(`${t.url}/consoles${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    }).on('error', reject);
    asked.end(body);
  });
}
const open = (path: string, headers: Readonly<Record<string, string>> = {}) => ask(path, { headers });
const send = (path: string, form: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) => ask(path, { form: { proof, ...form }, headers: { origin: t.url, 'sec-fetch-site': 'same-origin', ...headers } });
const at = (port: string) => `/en/systems/44021/${port}`;
const faults = () => t.pull<{ faults: object[] }>('crm', 'faults');
const downForm = { deed: 'fault', operation: 'citizen', kind: 'down', times: '2', ms: '' };

test('what a message says is shown as text and never becomes part of a page', async () => {
  const attack = '"><script>alert(1)</script><img src=x onerror=alert(1)></textarea></title> javascript:alert(1) https://a.example/"onmouseover="alert(1) &lt;b&gt;';
  const side = t.house.engine.ports.of('gent', messaging.id);
  const write = async (operation: string, input: object) => {
    const perform = side[operation];
    if (typeof perform !== 'function') throw new Error('nothing is written so');
    await perform(input, call);
  };
  const call = { key: randomUUID(), actor: 'test', dossier: null, traceId: 'trace', signal: new AbortController().signal, sealed: () => Promise.reject(new Error('nothing is sealed')) };
  await write('sendEmail', { language: 'nl', subject: attack.slice(0, 200), body: attack, dossier: randomUUID(), to: 'a"<b>@example.org' });
  await write('sendSms', { language: 'nl', subject: '', body: attack, dossier: randomUUID(), to: '+32470000001' });
  await t.pull('crm', 'put-citizen', { citizen: { ...await someCitizen(), lastName: attack } });
  const { messages } = await t.pull<{ messages: object[] }>('messaging', 'messages');
  for (const path of ['/en', '/en/mailbox', `/en/mailbox?find=${encodeURIComponent(attack)}&town="><script>`, `/en/mailbox/44021/${messages.length - 2}`, `/en/mailbox/44021/${messages.length - 1}`, at('crm'), at('messaging')]) {
    const { status, text, headers } = await open(path);
    expect([path, status, asTags(text).match(/<(script|img)|<[^>]*\son\w+=/gi), text.match(/href="javascript/gi)]).toEqual([path, 200, null, null]);
    expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
  }
  expect((await open(`/en/mailbox/44021/${messages.length - 2}`)).text).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
});

/** The tags of a page without what stands in the quotes of their attributes. */
const asTags = (text: string) => text.replaceAll(/="[^"]*"/g, '=""');

async function someCitizen(): Promise<object> {
  const { insz } = await aCitizen(t);
  const { citizens } = await t.pull<{ citizens: { insz: string }[] }>('crm', 'citizens');
  return citizens.find((one) => one.insz === insz) ?? {};
}

test('a fault is switched on and off by the forms of its system', async () => {
  expect(await send(at('crm'), downForm)).toMatchObject({ status: 303, headers: { location: expect.stringMatching(/^\/consoles\/en\/systems\/44021\/crm\?answer=[0-9a-f-]{36}$/) } });
  expect(await faults()).toEqual({ faults: [{ operation: 'citizen', kind: 'down', remaining: 2, ms: 1_000 }] });
  expect((await open(at('crm'))).text).toContain('<td>the system is down</td><td>2</td>');
  expect((await send(at('crm'), { deed: 'fault', operation: 'citizen' })).status).toBe(303);
  expect(await faults()).toEqual({ faults: [] });
});

test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
  ['another site', {}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }], ['another port of this machine', {}, { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ['another port, by a browser that does not say so', {}, { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-origin' }], ['a page that does not know the form', { proof: 'x'.repeat(43) }, {}], ['a page without it', { proof: '' }, {}],
  ['a page without an origin', {}, { origin: 'null', 'sec-fetch-site': 'same-origin' }], ['a name that was made to point here', {}, { host: 'evil.example', origin: 'http://evil.example' }], ['somebody behind a proxy', {}, { 'x-forwarded-for': '203.0.113.9' }],
  ['a form of this site that somebody made the browser open', {}, { 'sec-fetch-site': 'cross-site' }],
])('nothing is done by a form of %s', async (_who, form, headers) => {
  expect((await send(at('crm'), { ...downForm, ...form }, headers)).status).toBeGreaterThanOrEqual(400);
  expect((await send('/en/clock', { nis: '44021', deed: 'week', ...form }, headers)).status).toBeGreaterThanOrEqual(400);
  expect(await faults()).toEqual({ faults: [] });
});

test('to anyone who is not at this machine there is nothing here', async () => {
  const text = (headers: Readonly<Record<string, string>>) => open('/en/mailbox', headers);
  for (const headers of [{ 'x-forwarded-for': '203.0.113.9' }, { host: 'evil.example' }, { via: '1.1 proxy' }]) expect(await text(headers)).toMatchObject({ status: 404, headers: { 'content-type': 'application/problem+json' } });
  expect((await text({})).status).toBe(200);
});

test('what a lever does not take is said beside its field, with what was typed, and nothing is done', async () => {
  const { status, text } = await send(at('crm'), { deed: 'put-citizen', citizen: '{"insz": "<1>"}', keep: 'maybe' });
  expect(status).toBe(422);
  expect(text).toMatch(/id="put-citizen-citizen-wrong"[^>]*>[^<]+</);
  expect(text).toContain('{&#34;insz&#34;: &#34;&#60;1&#62;&#34;}');
});

test('a lever that answers shows it once it is pulled: a credential of a role', async () => {
  const { headers } = await send(at('house'), { deed: 'credential', role: 'clerk', name: '' });
  const { text } = await ask(String(headers['location']).replace('/consoles', ''));
  expect(text).toMatch(/role="status"[^]*&#34;token&#34;: &#34;[\w.-]+&#34;/);
  expect((await open(`${at('house')}?answer=${randomUUID()}`)).text).not.toContain('role="status"');
});

test('the clock goes to a moment of Belgian time, never back, and not to what is no moment', async () => {
  const now = async () => (await t.pull<{ now: number }>('house', 'clock')).now;
  await send('/en/clock', { nis: '44021', deed: 'until', until: '2026-12-24T18:30' });
  expect(new Date(await now()).toISOString().slice(0, 16)).toBe('2026-12-24T17:30');
  await send('/en/clock', { nis: '44021', deed: 'until', until: '2026-12-01T18:30' });
  expect(await now()).toBeGreaterThanOrEqual(Date.parse('2026-12-24T17:30Z'));
  for (const until of ['', 'tomorrow', '2026-13-45T99:99']) expect((await send('/en/clock', { nis: '44021', deed: 'until', until })).status).toBe(422);
  expect((await send('/en/clock', { nis: '99999', deed: 'week' })).status).toBe(303);
});

test('a municipality in which something is live is not among them', () => {
  const { engine, pages } = t.house;
  const partlyLive = [...engine.municipalities].map(([id, municipality]) => [id, id === 'gent' ? { ...municipality, connectors: new Map([...municipality.connectors].map(([port, chosen]) => [port, port === 'crm' ? { ...chosen, mode: 'live' as const } : chosen])) } : municipality] as const);
  expect(townsOf({ engine: { ...engine, municipalities: new Map(partlyLive) }, pages }).map(({ id }) => id)).toEqual(['kortenberg']);
});

test('a lever that a system does not have is not pulled', async () => {
  for (const deed of ['', 'nothing', 'constructor', 'clock']) expect([deed, (await send(at('crm'), { deed })).status]).toEqual([deed, 422]);
  expect((await send('/en/systems/99999/crm', { deed: 'fault' })).status).toBe(404);
});

test.each(['/en/mailbox/44021/999', '/en/mailbox/99999/0', '/en/systems/44021/nothing', '/en/systems/99999/crm', '/en/systems/44021/__proto__', `/en/sign-in/${randomUUID()}`, '/en/signed-in/x?code=1&state=2'])('at %s there is nothing', async (path) => {
  expect((await open(path)).status).toBe(404);
});

test('an address in no language leads to one that the browser prefers', async () => {
  for (const path of ['', '/xx', '/xx/mailbox']) expect(await open(path, { 'accept-language': 'fr-BE, nl;q=0.5' })).toMatchObject({ status: 303, headers: { location: '/consoles/fr' } });
});
