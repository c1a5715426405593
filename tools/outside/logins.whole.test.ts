import { aCitizen } from '#tools/test-house/make-citizen.ts';
import { openHouseAtOutside, type HouseAtOutside } from '#tools/test-house/open-house-at-outside.ts';
import { as } from '#tools/test-house/open-test-house.ts';

/** Logins over the wire, through the whole house. Its login services read the clock of the machine, so this house lives today. */

const website = as('website');
let the: HouseAtOutside;
beforeAll(async () => { the = await openHouseAtOutside({ start: new Date().toISOString() }); });
afterAll(() => the.stop());

const inThreeWeeks = () => new Date(Date.now() + 21 * 86_400_000).toISOString().slice(0, 10);

interface Back { readonly code: string; readonly state: string; readonly iss: string }
const failureOf = (attempt: Promise<unknown>) => attempt.then(() => 'none', (error: { type: string }) => error.type);
const startLogin = () => the.call<{ url: string; login: string }>('request.startLogin', { returnUrl: 'https://gent.example/terug', language: 'fr' }, website);
const beginSignIn = () => the.call<{ url: string; signIn: string }>('sign-in.begin', { returnUrl: 'https://gent.example/balie' }, website);
const signIn = async (roles: readonly { role: string; organisation: string }[]) => {
  const begun = await beginSignIn();
  const back = await the.pull<Back>('official-login', 'authenticate', { url: begun.url, official: 'els.peeters', roles });
  return the.call<{ token: string; roles: string[] }>('sign-in.finish', { signIn: begun.signIn, ...back }, website);
};

test('a citizen who logs in at FAS gets a credential for his or her own dossier, once', async () => {
  const { insz } = await aCitizen(the, { expiresOn: inThreeWeeks() });
  const { url, login } = await startLogin();
  expect(url.startsWith(`${the.outside.url}/gent/citizen-login/fas/auth?`)).toBe(true);
  const back = await the.pull<Back>('citizen-login', 'authenticate', { url, insz });
  const { token, dossier } = await the.call<{ token: string; dossier: string }>('request.finishLogin', { login, ...back }, website);
  expect(await the.house.issuer.verify(token)).toMatchObject({ kind: 'citizen', municipality: 'gent' });
  const { dossiers } = await the.call<{ dossiers: { dossier: string }[] }>('journey.find', { insz }, as('clerk', 'an.claes'));
  expect(dossiers).toMatchObject([{ dossier }]);
  expect(await failureOf(the.call('request.finishLogin', { login, ...back }, website))).toBe('request.login-refused');
});

test('a login whose answer was lost is not asked again by the house: the citizen begins anew', async () => {
  const { insz } = await aCitizen(the, { expiresOn: inThreeWeeks() });
  const { url, login } = await startLogin();
  const back = await the.pull<Back>('citizen-login', 'authenticate', { url, insz });
  await the.pull('citizen-login', 'fault', { operation: 'finish', kind: 'answers-late', times: 1 });
  expect(await failureOf(the.call('request.finishLogin', { login, ...back }, website))).toBe('citizen-login.no-answer');
  expect(await failureOf(the.call('request.finishLogin', { login, ...back }, website))).toBe('request.login-refused');
});

test('an official signs in at ACM/IDM with the roles that are held here, and a role of another municipality is none', async () => {
  expect((await signIn([{ role: 'clerk', organisation: 'OVO-GENT' }, { role: 'administrator', organisation: 'OVO-KORTENBERG' }])).roles).toEqual(['clerk']);
  expect(await failureOf(signIn([{ role: 'clerk', organisation: 'OVO-KORTENBERG' }]))).toBe('sign-in.no-role');
});

test('a code of the login of officials logs no citizen in, nor does one of another municipality', async () => {
  const begun = await startLogin();
  const { insz } = await aCitizen(the, { expiresOn: inThreeWeeks() });
  const official = await the.pull<Back>('official-login', 'authenticate', { url: (await beginSignIn()).url, official: 'els.peeters', roles: [] });
  const elsewhere = await the.call<{ url: string }>('request.startLogin', { returnUrl: 'https://gent.example/terug', language: 'nl' }, { ...website, municipality: 'kortenberg' });
  const theirs = await the.pull<Back>('citizen-login', 'authenticate', { url: elsewhere.url, insz }, '24055');
  const { state } = Object.fromEntries(new URL(begun.url).searchParams);
  const iss = begun.url.slice(0, begun.url.indexOf('/auth?'));
  for (const { code } of [official, theirs]) expect(await failureOf(the.call('request.finishLogin', { login: begun.login, state: state ?? '', code, iss }, website))).toBe('citizen-login.refused');
  expect(await failureOf(the.call('request.finishLogin', { login: begun.login, state: state ?? '', code: theirs.code, iss: theirs.iss }, website))).toBe('citizen-login.untrusted-answer');
});
