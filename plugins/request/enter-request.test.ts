import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { makeInsz } from '#services/belgium/insz.ts';
import { dossiers, history } from '#services/journey/dossier.store.ts';
import type { State } from '#services/journey/journey.states.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { inGent } from '#tools/test-house/look-inside.ts';
import { aCitizen, type TestCitizen } from '#tools/test-house/make-citizen.ts';
import { as, citizenOf, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';
import { logins } from './request.store.ts';

interface Credential { readonly token: string; readonly expiresAt: number; readonly dossier: string }
interface Login { readonly login: string; readonly state: string; readonly code: string }

const clerk = as('clerk', 'an.claes');
const website = as('website');
const returnUrl = 'https://gent.example/terug';
let the: TestHouse;

beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

const reader = () => the.house.engine.store.reader('gent');
const openFor = async ({ insz }: TestCitizen) => (await the.call<{ dossier: string }>('request.openFor', { insz, why: 'citizen-called' }, clerk)).dossier;
const startLogin = () => the.call<{ url: string; login: string }>('request.startLogin', { returnUrl, language: 'nl' }, website);
const finish = (login: Login) => the.call<Credential>('request.finishLogin', login, website);
const failureOf = (attempt: Promise<unknown>) => attempt.then(() => 'none', (error: { type: string }) => error.type);
const dossiersOf = async ({ insz }: TestCitizen) => (await the.call<{ dossiers: { dossier: string; state: State }[] }>('journey.find', { insz }, clerk)).dossiers;

/** The citizen logs in at the page of the login service and comes back. */
async function comeBack({ insz }: TestCitizen): Promise<Login> {
  const { url, login } = await startLogin();
  return { login, ...await the.pull<{ code: string; state: string }>('citizen-login', 'authenticate', { url, insz }) };
}
const logIn = async (citizen: TestCitizen) => finish(await comeBack(citizen));

describe('the code of the invitation', () => {
  async function anInvited() {
    const citizen = await aCitizen(the, { recognised: true });
    await the.call('invitation.checkExpiry', {}, as('administrator'));
    await the.idle();
    const [found] = await dossiersOf(citizen);
    const { messages } = await the.pull<{ messages: { body: string }[] }>('messaging', 'messages', { dossier: found?.dossier });
    return { dossier: found?.dossier ?? '', code: /[2-9A-Z]{5}-[2-9A-Z]{5}/u.exec(messages.at(-1)?.body ?? '')?.[0] ?? '' };
  }

  test('gives a credential that opens one dossier, for an hour, and does what a citizen may', async () => {
    const { dossier, code } = await anInvited();
    const { token, ...rest } = await the.call<Credential>('request.enter', { code }, website);
    expect(rest).toEqual({ dossier, expiresAt: expect.any(Number) });
    const { iat, exp } = z.object({ iat: z.int(), exp: z.int() }).parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()));
    expect(exp - iat).toBe(3_600);
    expect(rest.expiresAt).toBe(exp * 1_000);
    const caller = await the.house.issuer.verify(token);
    expect(caller).toEqual({ ...citizenOf(dossier), scopes: [...citizenOf(dossier).scopes], session: { id: expect.any(String), issuedAt: iat * 1_000, until: exp * 1_000 } });
    expect((await the.call<{ dossier: string }>('request.overview', { dossier }, caller)).dossier).toBe(dossier);
  });

  test('that is wrong opens nothing', async () => {
    expect(await failureOf(the.call('request.enter', { code: 'AAAAA-AAAAA' }, website))).toBe('invitation.code-unknown');
  });
});

describe('a login with the eID', () => {
  test('opens a dossier for a citizen who has none, and the eID tool knows of the renewal', async () => {
    const citizen = await aCitizen(the);
    const { dossier, token } = await logIn(citizen);
    await the.idle();
    expect(await the.house.issuer.verify(token)).toMatchObject({ kind: 'citizen', dossier, municipality: 'gent' });
    expect(await dossiersOf(citizen)).toMatchObject([{ dossier, state: 'opened' }]);
    expect(await reader().first(history, { dossier, sequence: 1 })).toMatchObject({ move: 'open', reason: 'asked-by-citizen' });
    const { renewals } = await the.pull<{ renewals: { cardNumber: string; dossier: string }[] }>('eid-tool', 'renewals');
    expect(renewals.filter(({ cardNumber }) => cardNumber === citizen.cardNumber)).toMatchObject([{ dossier }]);
  });

  test('finds the dossier that is open already, also the one that a clerk opened', async () => {
    const citizen = await aCitizen(the);
    const dossier = await openFor(citizen);
    expect((await logIn(citizen)).dossier).toBe(dossier);
    expect((await logIn(citizen)).dossier).toBe(dossier);
    expect(await dossiersOf(citizen)).toHaveLength(1);
  });

  test('by two windows at once opens one dossier', async () => {
    const citizen = await aCitizen(the);
    const both = await Promise.all([await comeBack(citizen), await comeBack(citizen)].map(finish));
    expect(new Set(both.map(({ dossier }) => dossier)).size).toBe(1);
    expect(await dossiersOf(citizen)).toHaveLength(1);
  });

  test('with another state than it began with is refused, and does not spoil the real one', async () => {
    const login = await comeBack(await aCitizen(the));
    expect(await failureOf(finish({ ...login, state: `${login.state.slice(0, -1)}!` }))).toBe('request.login-refused');
    expect(await failureOf(finish({ ...login, state: '' }))).toBe('request.login-refused');
    expect(await failureOf(finish(login))).toBe('none');
  });

  test('with the state and code of another login is refused', async () => {
    const [mine, yours] = [await comeBack(await aCitizen(the)), await comeBack(await aCitizen(the))];
    expect(await failureOf(finish({ ...mine, state: yours.state, code: yours.code }))).toBe('request.login-refused');
    expect(await failureOf(finish({ ...mine, code: yours.code }))).toBe('citizen-login.refused');
  });

  test('is good for one use, also when two come at once', async () => {
    const login = await comeBack(await aCitizen(the));
    const outcomes = await Promise.all([failureOf(finish(login)), failureOf(finish(login))]);
    expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1);
    expect(await failureOf(finish(login))).toBe('request.login-refused');
  });

  test('that was never begun is refused', async () => {
    expect(await failureOf(finish({ ...await comeBack(await aCitizen(the)), login: crypto.randomUUID() }))).toBe('request.login-refused');
  });

  test('is over ten minutes after it began', async () => {
    const { url, login } = await startLogin();
    const { insz } = await aCitizen(the);
    await the.advance({ minutes: 11 });
    const back = await the.pull<{ code: string; state: string }>('citizen-login', 'authenticate', { url, insz });
    expect(await failureOf(finish({ login, ...back }))).toBe('request.login-refused');
  });

  test('keeps its secrets sealed, and the national number too', async () => {
    const citizen = await aCitizen(the);
    const { login } = await comeBack(citizen).then(async (back) => { await finish(back); return back; });
    const { state = '', codeVerifier = '' } = (await reader().first(logins, { id: login }))?.personal ?? {};
    expect(state.length).toBeGreaterThan(20);
    const files = readdirSync(the.dataDir).filter((name) => name.startsWith('eid.sqlite')).map((name) => readFileSync(join(the.dataDir, name)).toString('latin1')).join('');
    expect(files).toContain(login);
    for (const secret of [state, codeVerifier, citizen.insz]) expect(files.includes(secret)).toBe(false);
  });
});

describe('only an eID of this age is renewed at home', () => {
  test.each<[string, Parameters<typeof aCitizen>[1]]>([
    ['a Kids-ID', { kind: 'kids-id' }],
    ['a foreigner\'s card', { kind: 'foreigner' }],
    ['a child under 12', { birthDay: '2015-06-01' }],
    ['a card of which only the certificates end', { renewal: 'certificates' }],
  ])('%s is renewed at the counter', async (_what, overrides) => {
    const citizen = await aCitizen(the, overrides);
    expect(await failureOf(logIn(citizen))).toBe('request.counter-only');
    expect(await failureOf(openFor(citizen))).toBe('request.counter-only');
    expect(await dossiersOf(citizen)).toEqual([]);
  });

  test('from the twelfth birthday on it can be at home', async () => {
    expect(await failureOf(logIn(await aCitizen(the, { birthDay: '2014-11-20' })))).toBe('none');
  });
});

describe('a citizen whose dossier has ended', () => {
  test.each<['withdraw' | 'refer' | 'lapse', State]>([['withdraw', 'withdrawn'], ['refer', 'referred-to-counter'], ['lapse', 'lapsed']])('by %s gets a second one, that names the first', async (move, state) => {
    const citizen = await aCitizen(the, { recognised: true });
    const first = await openFor(citizen);
    await inGent(the, (work) => moveDossier(work, first, move));
    const { dossier } = await logIn(citizen);
    await the.idle();
    expect(dossier).not.toBe(first);
    expect(await reader().first(dossiers, { id: first })).toMatchObject({ cycle: 1, state });
    expect(await reader().first(dossiers, { id: dossier })).toMatchObject({ cycle: 2, previous: first, state: 'opened', ground: 'disability' });
    expect((await logIn(citizen)).dossier).toBe(dossier);
  });

  test('because the card was renewed is served already', async () => {
    const citizen = await aCitizen(the);
    const dossier = await openFor(citizen);
    await inGent(the, (work) => moveDossier(work, dossier, 'renew-at-counter'));
    expect(await failureOf(logIn(citizen))).toBe('request.already-served');

    const closed = await aCitizen(the);
    const second = await openFor(closed);
    await inGent(the, (work) => work.update(dossiers, { id: second }, { state: 'closed' }).then(() => undefined));
    expect(await failureOf(openFor(closed))).toBe('request.already-served');
  });

  test('a second time gets a third one', async () => {
    const citizen = await aCitizen(the);
    for (let cycle = 1; cycle <= 3; cycle += 1) {
      const dossier = await openFor(citizen);
      expect(await reader().first(dossiers, { id: dossier })).toMatchObject({ cycle });
      await the.call('request.withdraw', { dossier }, citizenOf(dossier));
    }
    await the.idle();
  });
});

test('a citizen without a card that can be renewed is told so', async () => {
  const insz = makeInsz('1960-01-02', 77, { testPerson: true });
  expect(await failureOf(the.call('request.openFor', { insz, why: 'at-counter' }, clerk))).toBe('request.no-card');
});
