import { createSecretKey, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Caller } from '#services/kernel/caller.ts';
import { failures } from '#services/kernel/failure.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type Page, type PageCtx } from '#services/kernel/page.ts';
import { openTestGateway, parcelsPlugin, type TestGateway } from '../open-test-gateway.ts';
import { partMediaType } from './part.ts';

/** The desk over real HTTP: as pages in a browser, and as parts on the page of another program. */

const identity = failures('identity', { 'token-forged': { status: 401, retry: 'never', title: 'Not ours.' } });
const house = failures('parcels', { 'not-yours': { status: 403, retry: 'never', title: 'Not yours.' } });
const official = (scopes: string[], municipality = 'gent'): Caller => ({ kind: 'official', actor: 'official:els', municipality, scopes });
const sessions: Readonly<Record<string, Caller>> = {
  els: official(['parcels:*']), tom: { ...official(['parcels:*']), actor: 'official:tom' }, clerk: official(['parcels:read']), elsewhere: official(['parcels:*'], 'kortenberg'),
  citizen: { kind: 'citizen', actor: 'citizen', municipality: 'gent', scopes: ['parcels:*'], dossier: '019b0000-0000-7000-8000-000000000001' },
};
const tool = 'https://tool.example';

/** Actions that no plugin of the house has. */
const sweep = async ({ call }: PageCtx): Promise<void> => { await Reflect.apply(call, undefined, ['parcels.sweep', {}]); };
const needs = (name: string) => Reflect.apply((of: never) => of, undefined, [name]);
const text = (said: string) => ({ nl: said, fr: said, de: said, en: said });
let parcels: string[];
const pages: readonly Page[] = [
  definePage({ front: 'desk', path: '/sign-in', for: 'anyone', show: async ({ query }) => ({ title: 'Sign in', body: html`<p>to ${query.get('to')}</p>` }) }),
  definePage({
    front: 'desk', path: '/parcels', for: 'official', element: 'eid-parcels', inMenu: { text: text('Pakjes'), needs: needs('parcels.list') },
    show: async ({ actor, formFields, query }) => {
      if (query.has('forbidden')) throw house['not-yours']();
      return { title: 'Pakjes é', live: 2, body: html`<h1>${actor}</h1><ul>${parcels.map((one) => html`<li>${one}</li>`)}</ul><form method="post">${formFields('sweep')}</form>` };
    },
    forms: { sweep: defineForm(z.object({}), async (ctx) => { await sweep(ctx); return { goTo: ctx.address('/parcels') }; }) },
  }),
  definePage({ front: 'desk', path: '/sweeping', for: 'official', inMenu: { text: text('Vegen'), needs: needs('parcels.sweep') }, show: async ({ may }) => ({ title: 'Vegen', body: html`<p>${String(may(needs('parcels.sweep')))}</p>` }) }),
  definePage({ path: '/parcels', for: 'anyone', show: async () => ({ title: 'For citizens', body: html`<p>citizens</p>` }) }),
];

const municipality = { id: 'gent', nis: '44021', name: 'Stad Gent', languages: ['nl', 'fr'] as const };
let gateway: TestGateway;
let deeds: string[];
let isOff: boolean;
beforeEach(async () => {
  [deeds, parcels, isOff] = [[], ['<b>one</b>'], false];
  const key = createSecretKey(randomBytes(32));
  gateway = await openTestGateway({
    plugins: [{ ...parcelsPlugin, pages }],
    verify: async (token) => { const caller = sessions[token]; if (!caller) throw identity['token-forged'](); return caller; },
    pages: {
      at: (nis, front) => (nis === '44021' ? { front, municipality, url: `${gateway.url}/${front}/44021`, embeddedBy: [], hosts: [tool], theme: {}, help: null, offers: () => !isOff, now: () => 0 } : undefined),
      all: () => [], vouch: async () => 'vouched', formKey: () => key, realNow: () => 0,
    },
  });
  gateway.answerWith(({ meta }) => { deeds.push(String(meta['idempotencyKey'])); return { swept: true }; });
});
afterEach(() => gateway.close());

const ask = async (path: string, headers: Record<string, string> = {}, form?: Record<string, string>) => {
  const response = await fetch(`${gateway.url}/desk/44021${path}`, {
    redirect: 'manual', headers: { ...(form && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers }, ...(form && { method: 'POST', body: new URLSearchParams(form).toString() }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const asPart = (token: string, more: Record<string, string> = {}) => ({ accept: partMediaType, authorization: `Bearer ${token}`, origin: tool, ...more });
const fieldsIn = (written: string) => Object.fromEntries([...written.matchAll(/name="(do|once|proof)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));

describe('as pages', () => {
  test('the desk is not the website: each has its own page under the same path', async () => {
    expect((await ask('/nl/parcels', { cookie: 'eid=els' })).text).toContain('official:els');
    expect(await (await fetch(`${gateway.url}/pages/44021/nl/parcels`)).text()).toContain('citizens');
  });

  test('who has not come in is led to the sign-in, which knows where to go on; so is a citizen, and an official of elsewhere', async () => {
    for (const cookie of ['', 'eid=old', 'eid=citizen', 'eid=elsewhere']) {
      const { status, headers } = await ask('/fr/parcels?state=new', { cookie });
      expect([status, headers.get('location')]).toEqual([303, `${gateway.url}/desk/44021/fr/sign-in?to=%2Fparcels%3Fstate%3Dnew`]);
    }
  });

  test('a citizen\'s pages take no token of a program', async () => {
    expect((await fetch(`${gateway.url}/pages/44021/nl/parcels`, { headers: asPart('els') })).headers.get('content-type')).toMatch(/^text\/html/);
  });

  test('the menu names what this person may do, and where this is', async () => {
    const [els, clerk] = [(await ask('/nl/parcels', { cookie: 'eid=els' })).text, (await ask('/nl/parcels', { cookie: 'eid=clerk' })).text];
    expect(els).toMatch(/<a class="utrecht-link" href="[^"]*\/nl\/parcels" aria-current="page">Pakjes<\/a>/);
    expect([els.includes('Vegen'), clerk.includes('Vegen')]).toEqual([true, false]);
    expect((await ask('/nl/sweeping', { cookie: 'eid=clerk' })).text).toContain('<p>false</p>');
  });

  test('what a role does not let somebody see is said, and who it is that decides', async () => {
    const { status, text: said } = await ask('/nl/parcels?forbidden', { cookie: 'eid=els' });
    expect([status, said.includes('Dit mag u niet openen')]).toEqual([403, true]);
  });

  test('what one official filled in is not done in the name of the next who signs in at the same tablet', async () => {
    const shown = await ask('/nl/parcels', { cookie: 'eid=els' });
    const visitor = shown.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
    const sent = await ask('/nl/parcels', { cookie: `eid=tom; ${visitor}` }, fieldsIn(shown.text));
    expect([sent.status, deeds]).toEqual([422, []]);
  });

  test('of a plugin that the municipality has not switched on there are none', async () => {
    isOff = true;
    expect((await ask('/nl/parcels', { cookie: 'eid=els' })).status).toBe(404);
  });
});

describe('as a part on the page of another program', () => {
  test('comes without the shell, for a token, with its title, for the origins that were named', async () => {
    const { status, text: body, headers } = await ask('/nl/parcels', asPart('els'));
    expect([status, body.startsWith('<h1>official:els</h1>'), body.includes('&#60;b&#62;one')]).toEqual([200, true, true]);
    expect([headers.get('eid-title'), headers.get('eid-live'), headers.get('access-control-allow-origin'), headers.get('cross-origin-resource-policy')]).toEqual(['Pakjes%20%C3%A9', '2', tool, 'cross-origin']);
    const other = await ask('/nl/parcels', asPart('els', { origin: 'https://evil.example' }));
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a browser is told beforehand that it may ask, and only for those origins', async () => {
    const may = async (origin: string) => {
      const { headers } = await fetch(`${gateway.url}/desk/44021/nl/parcels`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } });
      return [headers.get('access-control-allow-origin'), headers.get('access-control-allow-headers')];
    };
    expect(await may(tool)).toEqual([tool, 'Authorization, Content-Type, If-None-Match']);
    expect(await may('https://evil.example')).toEqual([null, null]);
  });

  test('who is not let in is told so instead of being led away', async () => {
    expect((await ask('/nl/parcels', asPart('old'))).status).toBe(401);
    expect((await ask('/nl/parcels', asPart('citizen'))).status).toBe(401);
  });

  test('a form is good for whose token it was given to, from that program\'s page; the script is told where to go on', async () => {
    const form = fieldsIn((await ask('/nl/parcels', asPart('els'))).text);
    const sent = await ask('/nl/parcels', asPart('els', { 'sec-fetch-site': 'cross-site' }), form);
    expect([sent.status, sent.headers.get('eid-location'), deeds]).toEqual([204, '/desk/44021/nl/parcels', [`${form['once']}-1`]]);
    // Sent again, because the answer was lost: the same deed.
    await ask('/nl/parcels', asPart('els'), form);
    expect(new Set(deeds).size).toBe(1);
  });

  test.each<[string, () => Record<string, string>]>([
    ['a cookie alone, from another site', () => ({ cookie: 'eid=els', 'sec-fetch-site': 'cross-site' })],
    ['a cookie of another browser', () => ({ cookie: `eid=els; eid-visitor=${'a'.repeat(43)}` })],
  ])('its form is not taken with %s', async (_what, headers) => {
    const form = fieldsIn((await ask('/nl/parcels', asPart('els'))).text);
    expect([(await ask('/nl/parcels', headers(), form)).status, deeds]).toEqual([422, []]);
  });

  test('what was seen already is not sent again, until there is something new to see', async () => {
    const { headers } = await ask('/nl/parcels', asPart('els'));
    const tag = headers.get('etag') ?? '';
    expect((await ask('/nl/parcels', asPart('els', { 'if-none-match': tag }))).status).toBe(304);
    parcels.push('two');
    expect((await ask('/nl/parcels', asPart('els', { 'if-none-match': tag }))).status).toBe(200);
  });
});

test('the scripts have names that stay, may be used by any page, and come packed; together they weigh less than 40 KB', async () => {
  const names = ['scripts/desk.js', 'scripts/elements.js', 'scripts/screen.js', 'scripts/outgoing.js', 'scripts/save-file.js', 'scripts/say-connection.js', 'scripts/desk-facts.js', 'scripts/idiomorph.js', 'offline.js'];
  const sizes = await Promise.all(names.map(async (name) => {
    const response = await fetch(`${gateway.url}/desk/44021/${name}`, { headers: { 'accept-encoding': 'gzip' } });
    expect([name, response.status, response.headers.get('access-control-allow-origin'), response.headers.get('content-encoding')]).toEqual([name, 200, '*', 'gzip']);
    return Number(response.headers.get('content-length'));
  }));
  expect(sizes.reduce((sum, one) => sum + one, 0)).toBeLessThan(40_000);
  expect(await (await fetch(`${gateway.url}/desk/44021/scripts/desk-facts.js`)).text()).toContain('export const elements = {"eid-parcels":"/parcels"}');
});
