import { createHash, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { houseKey, houseKeyFile } from '#connectors/login-kit/serving/house-keys.ts';
import { servedSide, type ServedSide } from '#connectors/login-kit/serving/served-side.ts';
import { walkLogin } from '#connectors/login-kit/serving/walk-login.ts';
import { returned } from '#connectors/sandbox-kit/open-login-page.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import { citizenLogin } from '../../citizen-login.port.ts';
import { liveCitizenLogin } from '../../live/live-citizen-login.ts';
import { openCitizenLogin } from '../open-citizen-login.ts';
import { itsmeSettingsAt, servedCitizenLogin } from './serve-citizen-login.ts';

const returnUrl = 'https://gemeente.example/terug?stap=2';
const insz = makeInsz('1960-05-01', 9, { testPerson: true });
let side: ServedSide<typeof citizenLogin>;
let aheadMs = 0;

const openSide = (settings = servedCitizenLogin.settings, config: { returnUrls?: string[] } = {}) =>
  servedSide({ open: openCitizenLogin, served: servedCitizenLogin, live: liveCitizenLogin, settings, realNow: () => Date.now() + aheadMs }, config, citizenLogin.id);
beforeEach(async () => { aheadMs = 0; side = await openSide(); });
afterEach(() => side.close());

const begin = async (language: 'nl' | 'fr' | 'de' | 'en' = 'nl') => {
  const codeVerifier = randomBytes(32).toString('base64url');
  const asked = { returnUrl, state: randomUUID(), nonce: randomUUID(), codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url'), language };
  const { url } = await side.port.start(asked, side.bench.call(''));
  return { asked: { nonce: asked.nonce, codeVerifier, returnUrl, iss: url.slice(0, url.indexOf('/auth?')) }, state: asked.state, url };
};
const finish = (asked: Parameters<typeof side.port.finish>[0]) => side.port.finish(asked, side.bench.call(''));
const authenticate = async (url: string, who: object = {}) => returned.parse(await side.bench.pull(side.sandbox, 'authenticate', { url, insz, ...who }));
const logIn = async (who: object = {}) => {
  const { asked, url } = await begin();
  return finish({ ...asked, code: (await authenticate(url, who)).code });
};
const failure = (attempt: Promise<unknown>) => attempt.then(() => 'none', (error: { type: string }) => error.type);
/** The form at the end of the redirections, as a browser gets it. */
const formOf = async (url: string) => {
  const first = await fetch(url, { redirect: 'manual' });
  const cookie = first.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  return (await fetch(new URL(first.headers.get('location') ?? '', url), { headers: { cookie } })).text();
};

test.each<['nl' | 'fr' | 'de' | 'en', string]>([['nl', 'Rijksregisternummer'], ['fr', 'Numéro de registre national'], ['de', 'Nationalregisternummer'], ['en', 'National number']])('the page speaks %s, and needs no script', async (language, label) => {
  const page = await formOf((await begin(language)).url);
  expect(page).toContain(`<html lang="${language}">`);
  expect(page).toContain(label);
  expect(page).not.toMatch(/<script|javascript:|https?:\/\//);
});

test('who fills the form in comes back with a code, and the address of who gave it', async () => {
  const { asked, state, url } = await begin();
  const back = await walkLogin(fetch, url, { insz, level: '450', language: 'de' });
  expect(back.href.startsWith('https://gemeente.example/terug?stap=2&')).toBe(true);
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ state, iss: `${side.url}/fas` });
  expect(await finish({ ...asked, code: back.searchParams.get('code') ?? '' })).toEqual({ insz, level: 450, language: 'de' });
});

/** What a browser does with this form at the page: it follows nothing. */
const send = async (form: Record<string, string>, language: 'nl' | 'fr' | 'de' | 'en' = 'nl') => {
  const { url } = await begin(language);
  const first = await fetch(url, { redirect: 'manual' });
  const cookie = first.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  const page = new URL(first.headers.get('location') ?? '', url);
  const answer = await fetch(page, { method: 'POST', body: new URLSearchParams(form), headers: { cookie }, redirect: 'manual' });
  return { answer, page, cookie };
};

test('a page that is filled in wrongly says at which field, in the title too', async () => {
  const { answer } = await send({ insz: '12345678901', level: '500' }, 'fr');
  const page = await answer.text();
  expect(answer.status).toBe(422);
  expect(page).toContain('<title>Erreur: CSAM');
  expect(page).toContain('<a href="#insz">Numéro de registre national</a>');
  expect(page.match(/aria-invalid="true"/g)).toHaveLength(1);
});

test('who cancels goes back without a code, and to nobody else', async () => {
  const { answer, page, cookie } = await send({ insz: '', cancel: '1' });
  const resumed = await fetch(new URL(answer.headers.get('location') ?? '', page), { headers: { cookie: [cookie, ...answer.headers.getSetCookie().map((one) => one.split(';')[0])].join('; ') }, redirect: 'manual' });
  const back = new URL(resumed.headers.get('location') ?? '');
  expect(back.href.startsWith('https://gemeente.example/terug?stap=2&')).toBe(true);
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied', iss: `${side.url}/fas`, state: expect.any(String) });
  expect(back.searchParams.has('code')).toBe(false);
});

test.each([['nl', 'Begin opnieuw'], ['fr', 'Recommencez'], ['de', 'Beginnen Sie neu'], ['en', 'Begin again']])('who comes to a login of another browser is told so in %s', async (language, told) => {
  const { page } = await send({ insz: '1', level: '500' });
  const answer = await fetch(page, { headers: { 'accept-language': language } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
  const text = await answer.text();
  expect(text).toContain(`<html lang="${language}">`);
  expect(text).toContain(told);
});

test.each<[string, string, (url: URL) => void]>([['without a state', 'state, nonce', (url) => { url.searchParams.delete('state'); }], ['for another client', 'invalid_client', (url) => { url.searchParams.set('client_id', '<b>another</b>'); }]])(
  'who is sent there %s reads it in the language that was asked for, and whoever built the website reads why', async (_what, why, change) => {
    const url = new URL((await begin('de')).url);
    change(url);
    const answer = await fetch(url, { redirect: 'manual' });
    const text = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
    expect(text).toContain('<html lang="de">');
    expect(text).toContain(why);
    expect(text).not.toContain('<b>');
  });

test('a number that is none is asked again', async () => {
  await expect(walkLogin(fetch, (await begin()).url, { insz: '12345678901', level: '500' })).rejects.toThrow('HTTP 422');
});

test.each<[string, (url: URL) => void]>([
  ['without a state', (url) => { url.searchParams.delete('state'); }], ['without a nonce', (url) => { url.searchParams.delete('nonce'); }], ['without a challenge', (url) => { url.searchParams.delete('code_challenge'); }],
  ['with a challenge in clear', (url) => { url.searchParams.set('code_challenge_method', 'plain'); }], ['for another client', (url) => { url.searchParams.set('client_id', 'another'); }],
  ['with a return address that no browser goes to', (url) => { url.searchParams.set('redirect_uri', 'javascript:alert(1)'); }],
])('nobody logs in %s', async (_what, change) => {
  const url = new URL((await begin()).url);
  change(url);
  expect(await failure(authenticate(url.href))).toBe('login-sandbox.not-our-page');
});

test('a lever goes to no page but its own', async () => {
  const url = new URL((await begin()).url);
  url.port = '9';
  expect(await failure(authenticate(url.href))).toBe('login-sandbox.not-our-page');
});

test('where return addresses were agreed, another one is not gone back to', async () => {
  await side.close();
  side = await openSide(servedCitizenLogin.settings, { returnUrls: ['https://gemeente.example/anders'] });
  expect(await failure(authenticate((await begin()).url))).toBe('login-sandbox.not-our-page');
});

test('a code that was used is refused, and what came of it is worth nothing any more', async () => {
  const { asked, url } = await begin();
  const { code } = await authenticate(url);
  await finish({ ...asked, code });
  expect(await failure(finish({ ...asked, code }))).toBe('citizen-login.refused');
});

test('a key that nobody announced is looked for after a minute', async () => {
  await logIn();
  await side.bench.pull(side.sandbox, 'rotate-keys', { announced: false });
  expect(await failure(logIn())).toBe('citizen-login.untrusted-answer');
  aheadMs = 61_000;
  expect(await logIn()).toMatchObject({ insz });
});

test.each([['down', 'unavailable'], ['refuses', 'refused'], ['answers-late', 'no-answer']])('when the exchange is played as %s, the login is %s', async (kind, type) => {
  const { asked, url } = await begin();
  const { code } = await authenticate(url);
  await side.bench.pull(side.sandbox, 'fault', { operation: 'finish', kind, times: 1 });
  expect(await failure(finish({ ...asked, code }))).toBe(`citizen-login.${type}`);
  // An answer that was lost has used the code up.
  expect(await failure(finish({ ...asked, code }))).toBe(kind === 'answers-late' ? 'citizen-login.refused' : 'none');
});

describe('itsme', () => {
  beforeEach(async () => { await side.close(); side = await openSide(itsmeSettingsAt); });

  test('asks for nothing but number and language, and for its service', async () => {
    const { searchParams: asked } = new URL((await begin()).url);
    expect(asked.get('scope')).toBe('openid service:EIDAANHUIS_LOGIN');
    expect(JSON.parse(asked.get('claims') ?? '')).toEqual({ userinfo: { 'http://itsme.services/v2/claim/BENationalNumber': { essential: true }, locale: null } });
  });
  test('a fingerprint is too weak where the code of the app is asked', async () => {
    expect(await failure(logIn({ level: 400 }))).toBe('citizen-login.level-too-low');
    expect(await logIn({ level: 450, language: 'nl' })).toEqual({ insz, level: 450, language: 'nl' });
  });
  test('it takes no login that names no service', async () => {
    const url = new URL((await begin()).url);
    url.searchParams.set('scope', 'openid');
    expect(await failure(authenticate(url.href))).toBe('login-sandbox.not-our-page');
  });
  test('what is encrypted for another key cannot be read', async () => {
    writeFileSync(houseKeyFile(join(side.bench.env.folder, citizenLogin.id), 'decryption'), generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey);
    expect(await failure(logIn({ level: 450 }))).toBe('citizen-login.untrusted-answer');
  });
});

test('our public keys can be fetched, and nothing else of them', async () => {
  await side.close();
  side = await openSide(itsmeSettingsAt);
  const ask = (path: string, method = 'GET') => liveCitizenLogin.inbound?.({ ...side.env, url: () => '', deliver: () => Promise.resolve() })({ method, path, query: new URLSearchParams(), headers: {}, body: new Uint8Array() });
  const { keys } = z.object({ keys: z.array(z.strictObject({ kty: z.literal('RSA'), n: z.string(), e: z.string(), kid: z.string(), use: z.string(), alg: z.string() })) }).parse(JSON.parse(String((await ask('/jwks'))?.body)));
  expect(keys.map(({ use, alg }) => [use, alg])).toEqual([['sig', 'RS256'], ['enc', 'RSA-OAEP']]);
  const folder = join(side.bench.env.folder, citizenLogin.id);
  expect(keys.map(({ kid }) => kid)).toEqual([houseKey(folder, 'signing').kid, houseKey(folder, 'decryption').kid]);
  expect([(await ask('/jwks', 'POST'))?.status, (await ask('/keys'))?.status]).toEqual([404, 404]);
});

describe('the check', () => {
  const check = () => liveCitizenLogin.check(side.env);
  const keyFile = () => houseKeyFile(join(side.bench.env.folder, citizenLogin.id), 'signing');

  test('says that it works', async () => {
    expect(await check()).toEqual([{ what: 'reachability', ok: true, says: `The login service answers at ${side.url}/fas.` }, { what: 'credentials', ok: true, says: 'The login service takes our credentials.' }]);
  });
  test('says that our key is not registered', async () => {
    writeFileSync(keyFile(), generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey);
    expect((await check())[1]).toMatchObject({ what: 'credentials', ok: false, says: expect.stringMatching(/^The login service does not take our credentials \(.*\): let it register/) });
  });
  test('says that there is no key', async () => {
    writeFileSync(keyFile(), 'nothing');
    expect(await check()).toMatchObject([{ what: 'credentials', ok: false }]);
  });
  test('says that nobody answers', async () => {
    await side.bench.pull(side.sandbox, 'fault', { operation: 'start', kind: 'down', times: null });
    expect(await check()).toMatchObject([{ what: 'reachability', ok: false, says: expect.stringMatching(/does not answer/) }]);
  });
});
