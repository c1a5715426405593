import { openTestGateway, type TestGateway } from '../open-test-gateway.ts';
import { requestOf, type FormOnPage } from './request-of.js';

let gateway: TestGateway;
let page: string;
let policy: string;

beforeAll(async () => {
  gateway = await openTestGateway();
  const answer = await gateway.ask('GET', '/openapi', { token: null });
  [page, policy] = [answer.text, answer.headers.get('content-security-policy') ?? ''];
});
afterAll(() => gateway.close());

test('the start page leads to the page of the API', async () => {
  expect((await gateway.ask('GET', '/', { token: null })).text).toContain('<a href="/openapi">');
});

describe('the page of the API', () => {
  test('loads from this house only, and nothing that stands inside the page runs', () => {
    expect(policy).toBe("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?! type="module" src="\/openapi\/)/);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
  test('finds everything that it loads', async () => {
    const loaded = [...page.matchAll(/<(?:script|link)[^>]+(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(loaded).toEqual(['/openapi/page.css', '/openapi/try-it.js']);
    const kinds = await Promise.all([...loaded, '/openapi/request-of.js'].map(async (address) => {
      const { status, headers } = await gateway.ask('GET', address, { token: null });
      return [status, headers.get('content-type')];
    }));
    expect(kinds).toEqual([[200, 'text/css; charset=utf-8'], [200, 'text/javascript; charset=utf-8'], [200, 'text/javascript; charset=utf-8']]);
  });
  test('shows each operation once, with its address, its scope and its fields', () => {
    expect([...page.matchAll(/<details class="operation" id="([^"]+)"/g)].map(([, id]) => id)).toEqual(['parcels.list', 'parcels.submit', 'parcels.show', 'parcels.sweep'].toSorted((a, b) => page.indexOf(`id="${a}"`) - page.indexOf(`id="${b}"`)));
    expect(page).toContain('<code>/api/v1/parcels/{parcel}/submit</code> Sends a parcel.');
    expect(page).toContain('Asks for the scope <code>parcels:send</code>.');
    expect(page).toContain('<code>contact.email</code></th><td>no</td><td>text (email)</td>');
  });
  test('shows the words of a contract as words, whatever marks are in them', () => {
    expect(page).toContain('Brings &#38; fetches &#60;parcels&#62;');
  });
  test('says of every field of a form what it is', () => {
    const fields = [...page.matchAll(/<(?:input|textarea) id="([^"]+)"/g)].map(([, id]) => id);
    const labels = [...page.matchAll(/<label for="([^"]+)"/g)].map(([, id]) => id);
    expect(fields.length).toBeGreaterThan(8);
    expect(fields).toEqual(labels);
    expect(new Set(fields).size).toBe(fields.length);
  });
  test('puts the credential that is typed nowhere but in the request', async () => {
    const { text } = await gateway.ask('GET', '/openapi/try-it.js', { token: null });
    expect(text).toContain("credentials: 'omit'");
    expect(text).not.toMatch(/localStorage|sessionStorage|indexedDB|\.cookie|caches\b|history\./);
    expect(page).toMatch(/<input id="token" type="text" autocomplete="off"/);
  });
});

describe('what is typed becomes the request', () => {
  const form: FormOnPage = { method: 'GET', path: '/api/v1/parcels/{parcel}', fields: [{ place: 'path', name: 'parcel', value: 'a/b', many: false }], body: undefined, token: ' good ', idempotencyKey: '' };
  const field = (name: string, value: string, many = false) => ({ place: 'query' as const, name, value, many });

  test('a field of the path stands in the address, whatever marks are in it', () => {
    expect(requestOf(form)).toEqual({ missing: [], url: '/api/v1/parcels/a%2Fb', method: 'GET', headers: { Authorization: 'Bearer good' } });
  });
  test('a field of the path that is empty is named', () => {
    expect(requestOf({ ...form, fields: [{ place: 'path', name: 'parcel', value: '', many: false }] }).missing).toEqual(['parcel']);
  });
  test('fields of the query are left out when they are empty, and repeated when there are several', () => {
    expect(requestOf({ ...form, path: '/parcels', fields: [field('state', ''), field('labels', 'a, b', true), field('day', '2026-12-01')] }).url).toBe('/parcels?labels=a&labels=b&day=2026-12-01');
  });
  test('a body goes as it was typed, with its key and without a credential when there is none', () => {
    expect(requestOf({ ...form, method: 'POST', path: '/parcels', fields: [], body: '{ "start": 1 }', token: '', idempotencyKey: 'again' })).toEqual({
      missing: [], url: '/parcels', method: 'POST', headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'again' }, body: '{ "start": 1 }',
    });
  });
});
