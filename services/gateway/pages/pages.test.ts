import { request as httpRequest } from 'node:http';
import { createSecretKey, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { failures } from '#services/kernel/failure.ts';
import type { Caller } from '#services/kernel/caller.ts';
import { html } from '#services/kernel/html.ts';
import { defineForm, definePage, type Page, type PageCtx } from '#services/kernel/page.ts';
import { openTestGateway, parcelsPlugin, type TestGateway } from '../open-test-gateway.ts';

/** The front for people over real HTTP, with pages of no journey at all. */

const identity = failures('identity', { 'token-forged': { status: 401, retry: 'never', title: 'Not ours.' } });
const house = failures('parcels', { taken: { status: 409, retry: 'never', title: 'It was taken.' }, down: { status: 503, retry: 'safe', title: 'It is down.' } });
const hour = 3_600_000;
const citizen = (municipality = 'gent', dossier = '019b0000-0000-7000-8000-000000000001'): Caller => ({ kind: 'citizen', actor: 'citizen', municipality, scopes: ['parcels:*'], dossier });
const official: Caller = { kind: 'official', actor: 'official:els', municipality: 'gent', scopes: ['parcels:*'] };
const sessions: Record<string, Caller> = { mine: citizen(), again: citizen(), father: citizen('gent', '019b0000-0000-7000-8000-000000000002'), elsewhere: citizen('kortenberg'), official };

let deeds: string[];
let written: string[];
/** An action that no plugin of the house has. */
const sweep = async ({ call }: PageCtx): Promise<void> => { await Reflect.apply(call, undefined, ['parcels.sweep', {}]); };
const pages: readonly Page[] = [
  definePage({
    path: '/', for: 'anyone', secret: 'code',
    comeBack: {
      field: 'code', show: (_ctx, wrong) => html`<input name="code" /><p>${wrong}</p>`,
      enter: async (_ctx, code) => { if (code === 'DOWN') throw house.down(); return code === 'MINE' || code === 'FATHER' ? { token: code === 'MINE' ? 'again' : 'father', expiresAt: 2 * hour } : undefined; },
    },
    show: async ({ formFields, language, remembered }, tried) => ({ title: 'Home', body: html`<h1>${language}</h1><p>${remembered}</p><p>${tried?.values['code']}</p><p>${JSON.stringify(tried?.problems ?? {})}</p><p>${tried?.failure}</p><form method="post">${formFields('enter')}</form>` }),
    forms: { enter: defineForm(z.object({ code: z.string().trim().min(4) }), async (ctx, { code }) => {
      if (code === 'taken') throw house.taken();
      await sweep(ctx);
      return { goTo: ctx.address('/inside'), enter: { token: 'mine', expiresAt: 2 * hour }, remember: 'nl.x' };
    }) },
  }),
  definePage({ path: '/{code}', withoutLanguage: true, for: 'anyone', secret: 'code', show: async ({ path, address }) => ({ goTo: `${address('/')}?${path['code'] === 'GOOD1' ? 'good' : 'unknown'}` }) }),
  definePage({
    path: '/inside', for: 'citizen', inFoot: { nl: 'Binnen', fr: 'Dedans', de: 'Drinnen', en: 'Inside' },
    show: async ({ dossier, formFields, query }) => {
      if (query.has('down')) throw house.down();
      if (query.has('broken')) throw new Error('secret 12345');
      return { title: 'Inside', body: html`<p>${dossier}</p><form method="post">${formFields('sweep')}</form>` };
    },
    forms: { sweep: defineForm(z.object({}), async (ctx) => { await sweep(ctx); return { goTo: ctx.address('/inside') }; }) },
  }),
  definePage({
    path: '/write', for: 'citizen',
    show: async ({ formFields }, tried) => ({ title: 'Write', body: html`<p>${tried?.values['text']}</p><form method="post">${formFields('write')}</form>` }),
    forms: { write: defineForm(z.object({ text: z.string().min(2) }), async (ctx, { text }) => { written.push(`${ctx.dossier.at(-1)}: ${text}`); await sweep(ctx); return { goTo: ctx.address('/inside') }; }) },
  }),
  definePage({ path: '/file', for: 'citizen', show: async () => ({ mediaType: 'text/calendar', body: 'BEGIN', fileName: 'a.ics' }) }),
];

const municipality = { id: 'gent', nis: '44021', name: 'Stad "Gent" <b>', languages: ['nl', 'fr'] as const };
let gateway: TestGateway;
let embeddedBy: string[];
let now: number;
beforeEach(async () => {
  [deeds, written, embeddedBy, now] = [[], [], [], 0];
  const key = createSecretKey(randomBytes(32));
  gateway = await openTestGateway({
    plugins: [{ ...parcelsPlugin, pages }], steadyNow: () => now,
    verify: async (token) => { const caller = sessions[token]; if (!caller) throw identity['token-forged'](); return caller; },
    pages: {
      at: (nis, front) => (nis === '44021' ? { front, municipality, url: `${gateway.url}/${front}/44021`, embeddedBy, hosts: [], theme: {}, help: { telephone: '09 1', email: null }, offers: () => true, now: () => 0 } : undefined),
      all: () => [], vouch: async () => 'vouched', formKey: () => key, realNow: () => hour,
    },
  });
  gateway.answerWith(({ meta }) => { deeds.push(String(meta['idempotencyKey'])); return { swept: true }; });
});
afterEach(() => gateway.close());

interface Got { readonly status: number; readonly text: string; readonly headers: Headers; readonly cookies: string[] }
async function ask(path: string, { cookie = '', form, headers = {} }: { cookie?: string; form?: Record<string, string> | string; headers?: Record<string, string> } = {}): Promise<Got> {
  const body = form === undefined ? undefined : typeof form === 'string' ? form : new URLSearchParams(form).toString();
  const response = await fetch(`${gateway.url}/pages/44021${path}`, {
    redirect: 'manual', method: body === undefined ? 'GET' : 'POST', headers: { ...(cookie !== '' && { cookie }), ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }), ...headers }, ...(body !== undefined && { body }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers, cookies: response.headers.getSetCookie() };
}
const pairOf = (cookies: readonly string[], name: string) => cookies.find((one) => one.startsWith(`${name}=`))?.split(';')[0] ?? '';
/** A visitor's form as it was given: the hidden fields, and the cookie that belongs to them. */
async function aForm(path: string, session = '') {
  const { text, cookies } = await ask(path, { cookie: session });
  const fields = Object.fromEntries([...text.matchAll(/name="(do|once|proof)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
  return { fields, cookie: [pairOf(cookies, 'eid-visitor'), ...(session === '' ? [] : [session])].join('; ') };
}

describe('a form', () => {
  test('that was given to this visitor is carried out, and leads on with a session that only this browser has', async () => {
    const { fields, cookie } = await aForm('/nl');
    const { status, headers, cookies } = await ask('/nl', { cookie, form: { ...fields, code: ' right ' } });
    expect([status, headers.get('location'), deeds.length]).toEqual([303, '/pages/44021/nl/inside', 1]);
    expect(cookies).toContain('eid=mine; Path=/pages/44021; Max-Age=3600; HttpOnly; SameSite=Lax');
    expect(cookies).toContain('eid-remembered=nl.x; Path=/pages/44021; Max-Age=3600; HttpOnly; SameSite=Lax');
  });

  test('that is sent twice is one deed: both times under the same key', async () => {
    const { fields, cookie } = await aForm('/nl/inside', 'eid=mine');
    await ask('/nl/inside', { cookie, form: fields });
    await ask('/nl/inside', { cookie, form: fields });
    expect(deeds).toEqual([`${fields['once']}-1`, `${fields['once']}-1`]);
  });

  test.each<[string, (fields: Record<string, string>, cookie: string) => { form: Record<string, string>; cookie?: string; headers?: Record<string, string>; path?: string }]>([
    ['with a forged proof', (fields, cookie) => ({ form: { ...fields, proof: 'x'.repeat(43) }, cookie })],
    ['without a proof', ({ do: name = '' }, cookie) => ({ form: { do: name }, cookie })],
    ['with another number than the one that was proved', (fields, cookie) => ({ form: { ...fields, once: '00000000-0000-4000-8000-000000000000' }, cookie })],
    ['of another visitor', (fields) => ({ form: fields, cookie: `eid=mine; eid-visitor=${'a'.repeat(43)}` })],
    ['of a visitor without a cookie', (fields) => ({ form: fields, cookie: 'eid=mine' })],
    ['of another page', (fields, cookie) => ({ form: fields, cookie, path: '/nl' })],
    ['of no name that the page has', (fields, cookie) => ({ form: { ...fields, do: 'constructor' }, cookie })],
    ['from another site', (fields, cookie) => ({ form: fields, cookie, headers: { 'sec-fetch-site': 'cross-site' } })],
    ['from a neighbouring site', (fields, cookie) => ({ form: fields, cookie, headers: { 'sec-fetch-site': 'same-site' } })],
  ])('%s does nothing, and says so', async (_what, change) => {
    const given = await aForm('/nl/inside', 'eid=mine');
    const { path = '/nl/inside', ...sent } = change(given.fields, given.cookie);
    const { status, text } = await ask(path, sent);
    expect([status, deeds]).toEqual([422, []]);
    expect(text).toContain('Dit formulier is te oud');
  });

  test('that was given for one dossier does nothing to another that was opened since in the same browser, and still does its own', async () => {
    const { fields, cookie } = await aForm('/nl/inside', 'eid=mine');
    const sendAs = (session: string) => ask('/nl/inside', { cookie: cookie.replace('eid=mine', session), form: fields });
    expect([(await sendAs('eid=father')).status, deeds]).toEqual([422, []]);
    // Whose session ended comes in again, and sends what was filled in.
    expect([(await sendAs('eid=again')).status, deeds.length]).toEqual([303, 1]);
  });

  test('with a field twice, too much of it, or of another kind does nothing', async () => {
    const { fields, cookie } = await aForm('/nl/inside', 'eid=mine');
    const whole = new URLSearchParams(fields).toString();
    expect((await ask('/nl/inside', { cookie, form: `${whole}&a=1&a=2` })).status).toBe(400);
    expect((await ask('/nl/inside', { cookie, form: `${whole}&a=${'x'.repeat(70_000)}` })).status).toBe(413);
    expect((await ask('/nl/inside', { cookie, form: JSON.stringify(fields), headers: { 'content-type': 'application/json' } })).status).toBe(415);
    expect(deeds).toEqual([]);
  });

  test('that is filled in wrongly comes back with what was typed, as text', async () => {
    const { fields, cookie } = await aForm('/nl');
    const { status, text } = await ask('/nl', { cookie, form: { ...fields, code: '<b>', __proto__x: '1' } });
    expect(status).toBe(422);
    expect(text).toContain('&#60;b&#62;');
    expect(text).toContain('{&#34;code&#34;:&#34;wrong&#34;}');
    expect(text).toContain('<title>Fout: Home');
  });

  test('that the house refuses comes back with the kind of refusal', async () => {
    const { fields, cookie } = await aForm('/nl');
    const { status, text } = await ask('/nl', { cookie, form: { ...fields, code: 'taken' } });
    expect([status, text.includes('parcels.taken')]).toEqual([422, true]);
  });
});

describe('a session that ends in the middle of a form', () => {
  const secretly = 'Mijn buur <b>Jos</b> keek mee.';
  /** The form as it was filled in before, and what came of sending it without a session. */
  async function sentTooLate(text = secretly, path = '/nl/write') {
    const { fields, cookie } = await aForm(path, 'eid=mine');
    const visitor = pairOf(cookie.split('; '), 'eid-visitor');
    const late = await ask(path, { cookie: visitor, form: { ...fields, text } });
    return { visitor, once: fields['once'], late, form: hiddenIn(late.text) };
  }
  const hiddenIn = (text: string) => Object.fromEntries([...text.matchAll(/name="(do|once|proof|kept)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
  const comeIn = (visitor: string, form: Record<string, string>, code: string, { path = '/nl/write', ...more }: { path?: string; headers?: Record<string, string> } = {}) => ask(path, { cookie: visitor, form: { ...form, code }, ...more });

  test('is said, with the way in; what was filled in comes along, and nobody can read it there', async () => {
    const { late } = await sentTooLate();
    expect([late.status, late.text.includes('Wat u invulde, is nog niet verstuurd, maar ook niet weg.'), written]).toEqual([401, true, []]);
    expect(late.text).not.toMatch(/buur|Jos/);
  });

  test('and whoever comes in again with the same dossier has it done, once', async () => {
    const { visitor, form, once } = await sentTooLate();
    const { status, headers, cookies } = await comeIn(visitor, form, ' MINE ');
    expect([status, headers.get('location'), written]).toEqual([303, '/pages/44021/nl/inside', [`1: ${secretly}`]]);
    expect(cookies).toContain('eid=again; Path=/pages/44021; Max-Age=3600; HttpOnly; SameSite=Lax');
    // Under the number of the form itself: sent twice, the house does it once.
    await comeIn(visitor, form, 'MINE');
    expect(deeds).toEqual([`${once}-1`, `${once}-1`]);
  });

  test('and that is found wrong then comes back with what was typed, to somebody who is in again', async () => {
    const { visitor, form } = await sentTooLate('x');
    const { status, text, cookies } = await comeIn(visitor, form, 'MINE');
    expect([status, text.includes('<p>x</p>'), pairOf(cookies, 'eid')]).toEqual([422, true, 'eid=again']);
  });

  test('and whoever logged in meanwhile in another window of this browser goes on by the button alone', async () => {
    const { visitor, form } = await sentTooLate();
    expect((await comeIn(`${visitor}; eid=again`, form, '')).status).toBe(303);
    expect(written).toEqual([`1: ${secretly}`]);
  });

  test.each<[string, string, string]>([['by a code', '', 'FATHER'], ['in another window', '; eid=father', '']])('and another person who comes in at the same browser gets and does nothing of it (%s)', async (_how, session, code) => {
    const { visitor, form } = await sentTooLate();
    const { status, text } = await comeIn(`${visitor}${session}`, form, code);
    expect([status, written]).toEqual([422, []]);
    expect(text).not.toMatch(/buur|Jos/);
  });

  test.each<[string, (form: Record<string, string>, visitor: string) => Promise<Got>]>([
    ['of another browser', (form) => comeIn(`eid-visitor=${'a'.repeat(43)}`, form, 'MINE')],
    ['from another site', (form, visitor) => comeIn(visitor, form, 'MINE', { headers: { 'sec-fetch-site': 'cross-site' } })],
    ['for another page', (form, visitor) => comeIn(visitor, form, 'MINE', { path: '/nl/inside' })],
    ['of which a letter was changed', (form, visitor) => comeIn(visitor, { ...form, kept: `${form['kept']?.slice(0, 40)}${form['kept']?.[40] === 'A' ? 'B' : 'A'}${form['kept']?.slice(41)}` }, 'MINE')],
    ['that is too short to be one', (form, visitor) => comeIn(visitor, { ...form, kept: 'x' }, 'MINE')],
    ['without its proof', ({ proof: _proof, ...form }, visitor) => comeIn(visitor, form, 'MINE')],
  ])('one %s is not taken, and lets nobody in', async (_what, send) => {
    const { visitor, form } = await sentTooLate();
    const { status, cookies } = await send(form, visitor);
    expect([status, written, pairOf(cookies, 'eid')]).toEqual([422, [], '']);
  });

  test.each([['', 422, 'missing'], ['WRONG', 422, 'unknown'], ['DOWN', 503, 'Dit lukt nu niet']])('a code that does not let in (%j) costs nothing of it', async (code, status, said) => {
    const { visitor, form } = await sentTooLate();
    const again = await comeIn(visitor, form, code);
    expect([again.status, again.text.includes(said)]).toEqual([status, true]);
    await comeIn(visitor, hiddenIn(again.text), 'MINE');
    expect(written).toEqual([`1: ${secretly}`]);
  });

  test('codes cannot be tried there more often than elsewhere', async () => {
    const { visitor, form } = await sentTooLate();
    const statuses = await Promise.all(Array.from({ length: 40 }, async (_, index) => (await comeIn(visitor, form, `WRONG${index}`)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  });

  test('at a page that was only looked at leads back to that page, with what had been chosen', async () => {
    const { status, text, cookies } = await ask('/fr/write?why=a&start=5');
    expect(status).toBe(401);
    const back = await comeIn(pairOf(cookies, 'eid-visitor'), hiddenIn(text), 'FATHER', { path: '/fr/write?why=a&start=5' });
    expect([back.status, back.headers.get('location'), pairOf(back.cookies, 'eid')]).toEqual([303, '/pages/44021/fr/write?why=a&start=5', 'eid=father']);
  });

  test('is announced by until when it lasts', async () => {
    sessions['mine'] = { ...citizen(), session: { id: 'x', issuedAt: 0, until: Date.parse('2026-11-24T10:42:00+01:00') } };
    expect((await ask('/nl/write', { cookie: 'eid=mine' })).text).toContain('U bent aangemeld tot 10:42.');
    sessions['mine'] = citizen();
  });
});

describe('who has come in', () => {
  test('sees the one dossier of the credential, and goes out at the foot of the page', async () => {
    const { text } = await ask('/fr/inside', { cookie: 'eid=mine' });
    expect(text).toContain(citizen().dossier);
    expect(text).toContain('Se déconnecter');
    const { cookies, text: left } = await ask('/fr/leave', { cookie: 'eid=mine' });
    expect(left).toContain('Vous êtes déconnecté');
    expect(cookies.map((cookie) => cookie.split(';')[0])).toEqual(['eid=', 'eid-remembered=']);
    // Not only for this browser.
    expect(gateway.seen.map(({ action, meta }) => [action, meta['proof']])).toEqual([['endSession', 'mine']]);
  });

  test('is told so where the session could not be ended; one that was over already needs no ending', async () => {
    const refuse = (failure: () => Error) => { gateway.answerWith(() => { throw failure(); }); };
    refuse(house.down);
    const { status, text, cookies } = await ask('/nl/leave', { cookie: 'eid=mine' });
    expect([status, text.includes('U bent alleen hier afgemeld'), cookies[0]?.split(';')[0]]).toEqual([503, true, 'eid=']);
    refuse(identity['token-forged']);
    expect((await ask('/nl/leave', { cookie: 'eid=mine' })).status).toBe(200);
    expect((await ask('/nl/leave')).status).toBe(200);
  });

  test('is not led out by a page elsewhere', async () => {
    const { status, cookies } = await ask('/nl/leave', { cookie: 'eid=mine', headers: { 'sec-fetch-site': 'cross-site' } });
    expect([status, cookies, gateway.seen]).toEqual([303, [], []]);
  });

  test.each([['nobody', ''], ['somebody whose session has ended', 'eid=old'], ['a citizen of another municipality', 'eid=elsewhere'], ['an official', 'eid=official']])('%s is shown out', async (_who, cookie) => {
    const { status, text, cookies } = await ask('/nl/inside', { cookie });
    expect(status).toBe(401);
    expect(text).toContain('U bent afgemeld');
    expect(text).not.toContain(citizen().dossier);
    expect(cookies).toContain('eid=; Path=/pages/44021; Max-Age=0; HttpOnly; SameSite=Lax');
  });

  test('gets a file under its name', async () => {
    const { headers, text } = await ask('/nl/file', { cookie: 'eid=mine' });
    expect([headers.get('content-disposition'), headers.get('content-type'), text]).toEqual(['attachment; filename="a.ics"', 'text/calendar', 'BEGIN']);
  });
});

test('what breaks is said in words, with a number to name, and without what broke', async () => {
  const broken = await ask('/nl/inside?broken', { cookie: 'eid=mine' });
  expect([broken.status, broken.text.includes('Er ging iets mis'), broken.text.includes('12345')]).toEqual([500, true, false]);
  expect(broken.text).toContain(broken.headers.get('belgov-trace-id'));
  expect((await ask('/nl/inside?down', { cookie: 'eid=mine' })).status).toBe(503);
});

test('nothing is inline or from elsewhere, and nobody has a page in a frame but whom the municipality names', async () => {
  const { headers } = await ask('/nl');
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'");
  expect([headers.get('x-frame-options'), headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['DENY', 'no-store', 'nosniff']);
  embeddedBy = ['stad.example'];
  const framed = await ask('/nl');
  expect(framed.headers.get('content-security-policy')).toContain('frame-ancestors https://stad.example;');
  expect(framed.headers.get('x-frame-options')).toBeNull();
});

test('a hostile name of a municipality is text', async () => {
  const { text } = await ask('/nl');
  expect(text).toContain('Stad &#34;Gent&#34; &#60;b&#62;');
  expect(text).not.toContain('<b>');
});

test('a page is in the language of its address; an address without one leads to the first that the browser and the municipality share', async () => {
  expect((await ask('/fr')).text).toContain('<html lang="fr">');
  expect((await ask('', { headers: { 'accept-language': 'en, fr;q=0.8, nl;q=0.2' } })).headers.get('location')).toMatch(/\/fr$/);
  expect((await ask('', { headers: { 'accept-language': 'en' } })).headers.get('location')).toMatch(/\/nl$/);
});

test('a word where a language would stand goes to the page that takes it; a page that is not there says so', async () => {
  expect((await ask('/GOOD1')).headers.get('location')).toBe('/pages/44021/nl/?good'.replace('/?', '?'));
  for (const path of ['/fr/nowhere', '/fr/change/capture/again', '/fr/visits/1/capture/later']) {
    const none = await ask(path);
    expect([path, none.status, none.text.includes('Cette page n’existe pas')]).toEqual([path, 404, true]);
  }
  expect((await fetch(`${gateway.url}/pages/99999/nl`)).status).toBe(404);
});

test('an address in a language that is not spoken here any more leads to the same page in one that is, and is no try of a secret', async () => {
  const led = async (path: string, headers = {}) => { const { status, headers: answered } = await ask(path, { headers }); return [status, answered.get('location')?.replace(`${gateway.url}/pages/44021`, '')]; };
  expect(await led('/de/inside?from=letter')).toEqual([303, '/nl/inside?from=letter']);
  expect(await led('/de?good', { 'accept-language': 'fr' })).toEqual([303, '/fr?good']);
  for (let looked = 0; looked < 40; looked += 1) expect(await led('/de')).toEqual([303, '/nl']);
  expect([(await ask('/de/nowhere')).status, (await ask('/xx/inside')).status]).toEqual([404, 404]);
});

describe('who tries secrets', () => {
  test('from one address may do so some thirty times, by link or by form, and then every five seconds', async () => {
    for (let tried = 0; tried < 30; tried += 1) expect((await ask(`/TRY${tried}`)).status).toBe(303);
    const refused = await ask('/TRY99');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '5']);
    expect(refused.text).toContain('Even geduld');
    const { fields, cookie } = await aForm('/nl');
    expect((await ask('/nl', { cookie, form: { ...fields, code: 'right' } })).status).toBe(429);
    expect(deeds).toEqual([]);
    now += 5_000;
    expect((await ask('/TRY99')).status).toBe(303);
  });

  test('may open one link twenty times, however it is typed', async () => {
    for (let tried = 0; tried < 20; tried += 1) expect((await ask('/GOOD1')).status).toBe(303);
    expect((await ask('/go-od1')).status).toBe(429);
    expect((await ask('/OTHER')).status).toBe(303);
  });
});

test('a cookie of no form that we make is not believed', async () => {
  const { cookies, text } = await ask('/nl', { cookie: 'eid-visitor=short; eid-remembered=<script>' });
  expect(pairOf(cookies, 'eid-visitor')).toMatch(/^eid-visitor=[\w-]{43}$/);
  expect(text).not.toContain('script>');
});

test('an address that is spelt with broken percent signs is refused', async () => {
  const status = await new Promise((resolve) => { httpRequest(`${gateway.url}/pages/44021/%E0%A4%A`, (response) => { response.resume(); resolve(response.statusCode); }).end(); });
  expect(status).toBe(400);
});
