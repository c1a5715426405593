import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { asJson, forgeLogin, forgeToken, forgingKey, keysOf, metadataOf, type ForgedLogin } from '#connectors/login-kit/serving/forge-login.ts';
import { serveHandler } from '#connectors/sandbox-kit/serve-handler.ts';
import { sandboxBench } from '#connectors/sandbox-kit/sandbox-bench.ts';
import { makeInsz } from '#services/belgium/insz.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import type { WireAnswer } from '#services/kernel/wire.ts';
import type { citizenLogin } from '../citizen-login.port.ts';
import { liveCitizenLogin } from './live-citizen-login.ts';

/** What a login service, or somebody who stands in for it, may try: nobody is logged in by it. */

const [key, another] = [forgingKey('one'), forgingKey('two')];
const insz = makeInsz('1960-05-01', 7, { testPerson: true });
const bench = sandboxBench({}, Date.now());
afterAll(() => bench.remove());

const [clientId, nonce, code, subject, access] = ['eid-aan-huis', randomUUID(), 'a-code-of-nobody', 'somebody', 'a-token-of-nobody'];
const returnUrl = 'https://gemeente.example/terug';
const asking = { code, nonce, codeVerifier: 'v'.repeat(43), returnUrl };
const starting = { returnUrl, state: 's', nonce, codeChallenge: 'c', language: 'nl' } as const;

let service: ForgedLogin;
let port: PortImplementation<typeof citizenLogin>;
let aheadMs: number;

beforeEach(async () => {
  aheadMs = 0;
  service = await forgeLogin(key);
  tokenIs({});
  personIs({});
  port = portWith({});
});
afterEach(() => service.close());

function portWith(settings: object) {
  return liveCitizenLogin.open({
    ...bench.env, realNow: () => Date.now() + aheadMs, secret: (reference) => (reference === 'file:decryption' ? String(another.privateKey.export({ type: 'pkcs8', format: 'pem' })) : 'a secret'),
    config: liveCitizenLogin.config.parse({ flavour: 'fas', issuer: service.issuer, clientId, authentication: { kind: 'secret-post', secret: 'env:SECRET' }, timeoutSeconds: 2, ...settings }),
  });
}
const seconds = () => Math.floor((Date.now() + aheadMs) / 1_000);
const identity = (changes: object) => ({ iss: service.issuer, aud: clientId, sub: subject, nonce, iat: seconds(), exp: seconds() + 300, acr: 'urn:be:fedict:iam:fas:Level500', ...changes });
const person = (changes: object) => ({ iss: service.issuer, aud: clientId, sub: subject, egovNRN: insz, PrefLanguage: 'fr', ...changes });
const tokens = (idToken: string | undefined) => asJson({ access_token: access, token_type: 'Bearer', ...(idToken !== undefined && { id_token: idToken }) });
const tokenIs = (changes: object, by = key, how: 'RS256' | 'none' | 'HS256' = 'RS256') => { service.answers.token = () => tokens(forgeToken(identity(changes), by, how)); };
const personIs = (changes: object, by = key, how: 'RS256' | 'none' | 'HS256' = 'RS256') => { service.answers.person = () => asJson(forgeToken(person(changes), by, how), 'application/jwt'); };
const finish = () => port.finish(asking, bench.call(''));
const failure = () => finish().then(() => 'none', (error: { type: string }) => error.type);

test('an honest answer is believed', async () => {
  expect(await finish()).toEqual({ insz, level: 500, language: 'fr' });
});

test.each<[string, string, () => void]>([
  ['an identity token that nobody signed', 'untrusted-answer', () => tokenIs({}, key, 'none')],
  ['one signed with the public key as a secret', 'untrusted-answer', () => tokenIs({}, key, 'HS256')],
  ['one signed by another key under the same name', 'untrusted-answer', () => tokenIs({}, { ...another, kid: key.kid })],
  ['one of another issuer', 'untrusted-answer', () => tokenIs({ iss: 'https://another.example' })],
  ['one for another client', 'untrusted-answer', () => tokenIs({ aud: 'another' })],
  ['one for two, authorised for another', 'untrusted-answer', () => tokenIs({ aud: [clientId, 'another'], azp: 'another' })],
  ['one that has expired', 'untrusted-answer', () => tokenIs({ exp: seconds() - 31 })],
  ['one that is not valid yet', 'untrusted-answer', () => tokenIs({ nbf: seconds() + 60 })],
  ['one without a time', 'untrusted-answer', () => tokenIs({ exp: undefined })],
  ['one of another login', 'refused', () => tokenIs({ nonce: randomUUID() })],
  ['one of no login', 'refused', () => tokenIs({ nonce: undefined })],
  ['a lower level than was asked', 'level-too-low', () => tokenIs({ acr: 'urn:be:fedict:iam:fas:Level200' })],
  ['no level', 'level-too-low', () => tokenIs({ acr: undefined })],
  ['no identity token', 'untrusted-answer', () => { service.answers.token = () => tokens(undefined); }],
  ['a page instead of tokens', 'untrusted-answer', () => { service.answers.token = () => asJson('<html>', 'text/html'); }],
  ['tokens that are too large', 'untrusted-answer', () => { service.answers.token = () => asJson({ access_token: 'x'.repeat(300_000), token_type: 'Bearer' }); }],
  ['a redirection instead of tokens', 'untrusted-answer', () => { service.answers.token = () => ({ status: 307, headers: { location: `${service.issuer}/elsewhere` } }); }],
  ['the person of another login', 'untrusted-answer', () => personIs({ sub: 'somebody else' })],
  ['a person that nobody signed', 'untrusted-answer', () => personIs({}, key, 'none')],
  ['a person signed by another key', 'untrusted-answer', () => personIs({}, { ...another, kid: key.kid })],
  ['a person for another client', 'untrusted-answer', () => personIs({ aud: 'another' })],
  ['a person in clear where a signed one was agreed', 'untrusted-answer', () => { service.answers.person = () => asJson(person({})); }],
  ['a person without a national number', 'untrusted-answer', () => personIs({ egovNRN: undefined })],
  ['a national number with wrong check digits', 'untrusted-answer', () => personIs({ egovNRN: `${insz.slice(0, 9)}00` })],
  ['a refusal of the code', 'refused', () => { service.answers.token = () => asJson({ error: 'invalid_grant' }, 'application/json', 400); }],
  ['a refusal of our credentials', 'credentials-refused', () => { service.answers.token = () => asJson({ error: 'invalid_client' }, 'application/json', 401); }],
])('%s: nobody is logged in, and the code was shown once', async (_what, type, happen) => {
  happen();
  expect(await failure()).toBe(`citizen-login.${type}`);
  expect(service.asked['token']).toBe(1);
});

test('of two that show one code at once the first is logged in, and the code is shown once', async () => {
  const outcomes = await Promise.all([failure(), failure()]);
  expect([outcomes, service.asked['token']]).toEqual([['none', 'citizen-login.refused'], 1]);
});

describe('who answered at the return address', () => {
  const failureFrom = (iss: string | undefined) => port.finish({ ...asking, ...(iss !== undefined && { iss }) }, bench.call('')).then(() => 'none', (error: { type: string }) => error.type);

  test.each<[string, boolean, () => string | undefined, string]>([
    ['a service that names itself', true, () => service.issuer, 'none'], ['a service that does so without having said it', false, () => service.issuer, 'none'], ['a service that never does', false, () => undefined, 'none'],
    ['nobody, where the service names itself', true, () => undefined, 'citizen-login.untrusted-answer'], ['somebody else', true, () => 'https://attacker.example', 'citizen-login.untrusted-answer'],
    ['somebody else, where the service never does', false, () => 'https://attacker.example', 'citizen-login.untrusted-answer'],
  ])('%s: the code is shown to it only when it gave it', async (_what, supported, iss, outcome) => {
    service.answers.discovery = () => asJson({ ...metadataOf(service.issuer), ...(supported && { authorization_response_iss_parameter_supported: true }) });
    expect([await failureFrom(iss()), service.asked['token']]).toEqual([outcome, outcome === 'none' ? 1 : undefined]);
  });
});

test('whether a token has expired is read from our own clock', async () => {
  tokenIs({ exp: seconds() + 300 });
  const sent = service.answers.token();
  service.answers.token = () => sent;
  aheadMs = 331_000;
  expect(await failure()).toBe('citizen-login.untrusted-answer');
});

test('a level that is enough for one municipality is too low for another', async () => {
  tokenIs({ acr: 'urn:be:fedict:iam:fas:Level450' });
  expect(await finish()).toMatchObject({ level: 450 });
  port = portWith({ level: 500 });
  expect(await failure()).toBe('citizen-login.level-too-low');
});

test.each([['fas', {}], ['itsme', { service: 'EID', decryption: { privateKey: 'file:decryption' } }]])('where citizens are sent back to is agreed on beforehand (%s): settings without it do not hold', (flavour, more) => {
  const settings = { flavour, issuer: 'https://login.example/op', clientId, authentication: { kind: 'secret-post', secret: 'env:SECRET' }, ...more };
  expect(liveCitizenLogin.config.safeParse(settings).error?.issues.map(({ path }) => path.join('.'))).toEqual(['returnUrls']);
  expect(liveCitizenLogin.config.safeParse({ ...settings, returnUrls: [returnUrl] }).success).toBe(true);
  // Our own sandbox, which is pointed at by a house that has no site.
  expect(liveCitizenLogin.config.safeParse({ ...settings, issuer: 'http://localhost:4000/op' }).success).toBe(true);
});
test('a token in clear is refused where encryption was agreed', async () => {
  tokenIs({ acr: 'http://itsme.services/v2/claim/acr_advanced' });
  port = portWith({ flavour: 'itsme', service: 'LOGIN', decryption: { privateKey: 'file:decryption' } });
  expect([await failure(), service.asked['person']]).toEqual(['citizen-login.untrusted-answer', undefined]);
});

describe('when an answer is lost', () => {
  test.each<[string, () => WireAnswer]>([['the connection breaks', () => ({ status: 500, cut: true })], ['a gateway got none', () => ({ status: 504 })]])('%s: the code may be used up, so it is not shown again', async (_what, answer) => {
    service.answers.token = answer;
    await expect(finish()).rejects.toMatchObject({ type: 'citizen-login.no-answer', data: { retry: 'ambiguous' } });
    expect(service.asked['token']).toBe(1);
  });
  test('who says that it took nothing in may be asked again', async () => {
    service.answers.token = () => ({ status: 503 });
    await expect(finish()).rejects.toMatchObject({ type: 'citizen-login.unavailable', data: { retry: 'safe' } });
    tokenIs({});
    expect(await failure()).toBe('none');
  });
  test('the code was taken, but nobody tells who it is: the login begins anew', async () => {
    service.answers.person = () => ({ status: 503 });
    await expect(finish()).rejects.toMatchObject({ type: 'citizen-login.no-answer' });
  });
});

describe('what the login service publishes', () => {
  const elsewhere = async (say: (url: string) => void) => {
    let asked = 0;
    const other = await serveHandler(() => () => { asked += 1; return Promise.resolve({ status: 200 }); });
    say(other.url);
    const outcome = await port.start(starting, bench.call('')).then(() => 'none', (error: { type: string }) => error.type);
    await other.close();
    return [outcome, asked];
  };
  const huge = () => asJson({ keys: [{ kty: 'RSA', n: 'x'.repeat(300_000) }] });

  test.each<[string, (url: string) => void]>([
    ['a redirection to another host', (url) => { service.answers.discovery = () => ({ status: 302, headers: { location: `${url}/.well-known/openid-configuration` } }); }],
    ['a page on another host', (url) => { service.answers.discovery = () => asJson({ ...metadataOf(service.issuer), authorization_endpoint: `${url}/auth` }); }],
    ['keys on another host', (url) => { service.answers.discovery = () => asJson({ ...metadataOf(service.issuer), jwks_uri: `${url}/keys` }); }],
    ['another issuer', () => { service.answers.discovery = () => asJson({ ...metadataOf(service.issuer), issuer: `${service.issuer}/` }); }],
    ['a page instead of metadata', () => { service.answers.discovery = () => asJson('<html>', 'text/html'); }],
    ['metadata without end', () => { service.answers.discovery = () => asJson({ ...metadataOf(service.issuer), more: 'x'.repeat(300_000) }); }],
  ])('%s: nobody is sent anywhere, and nobody else is asked', async (_what, say) => {
    expect(await elsewhere(say)).toEqual(['citizen-login.untrusted-answer', 0]);
  });
  test('while it cannot be reached nobody logs in', async () => {
    service.answers.discovery = () => ({ status: 503 });
    await expect(port.start(starting, bench.call(''))).rejects.toMatchObject({ type: 'citizen-login.unavailable' });
  });
  test.each<[string, string, () => WireAnswer]>([
    ['keys without end', 'untrusted-answer', huge], ['a page instead of keys', 'untrusted-answer', () => asJson('<html>', 'text/html')], ['no keys at all', 'untrusted-answer', () => asJson({ keys: [] })],
    ['keys that cannot be reached', 'unavailable', () => ({ status: 500, cut: true })],
  ])('%s: the code is not shown, and stays good', async (_what, type, answer) => {
    service.answers.keys = answer;
    expect(await failure()).toBe(`citizen-login.${type}`);
    expect(service.asked['token']).toBeUndefined();
    service.answers.keys = () => keysOf(key);
    expect(await failure()).toBe('none');
  });
  test('a new key is looked for, but not more often than once in a minute', async () => {
    await finish();
    service.answers.keys = () => keysOf(another);
    tokenIs({}, another);
    personIs({}, another);
    expect([await failure(), service.asked['keys']]).toEqual(['citizen-login.untrusted-answer', 1]);
    aheadMs = 61_000;
    expect([await failure(), service.asked['keys']]).toEqual(['none', 2]);
    tokenIs({}, forgingKey('three'));
    expect([await failure(), await failure(), service.asked['keys']]).toEqual(['citizen-login.untrusted-answer', 'citizen-login.untrusted-answer', 2]);
  });
});

test('only a return address that was agreed is gone to', async () => {
  port = portWith({ returnUrls: [returnUrl] });
  await expect(port.start({ ...starting, returnUrl: 'https://evil.example/terug' }, bench.call(''))).rejects.toMatchObject({ type: 'citizen-login.return-address' });
  await expect(port.finish({ ...asking, returnUrl: `${returnUrl}/x` }, bench.call(''))).rejects.toMatchObject({ type: 'citizen-login.return-address' });
  expect(new URL((await port.start(starting, bench.call(''))).url).searchParams.get('redirect_uri')).toBe(returnUrl);
});

test('nothing of the person, the code or a token stands in an error', async () => {
  const errors: unknown[] = [];
  const fail = async (happen: () => void) => { happen(); errors.push(await finish().catch((error: unknown) => error)); };
  await fail(() => tokenIs({ aud: insz }));
  await fail(() => { tokenIs({}); personIs({ sub: insz }); });
  await fail(() => { service.answers.token = () => asJson({ error: 'invalid_grant', error_description: insz }, 'application/json', 400); });
  const text = inspect(errors, { depth: 10, showHidden: true });
  for (const secret of [insz, code, asking.codeVerifier, access, nonce]) expect(text.includes(secret)).toBe(false);
});
