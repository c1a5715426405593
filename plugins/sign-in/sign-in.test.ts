import { as, openTestHouse, type TestHouse } from '#tools/test-house/open-test-house.ts';

interface Role { readonly role: string; readonly organisation: string }
interface Back { readonly signIn: string; readonly code: string; readonly state: string }
interface Credential { readonly token: string; readonly expiresAt: number; readonly roles: string[] }

const website = as('website');
const here = (role: string): Role => ({ role, organisation: 'OVO-GENT' });
const elsewhere = (role: string): Role => ({ role, organisation: 'OVO-KORTENBERG' });
let the: TestHouse;

beforeAll(async () => { the = await openTestHouse(); });
afterAll(() => the.stop());

const begin = () => the.call<{ url: string; signIn: string }>('sign-in.begin', { returnUrl: 'https://gent.example/balie' }, website);
const finish = (back: Back) => the.call<Credential>('sign-in.finish', back, website);
const failureOf = (attempt: Promise<unknown>) => attempt.then(() => 'none', (error: { type: string }) => error.type);

/** The official logs in at the page of the login service and comes back. */
async function comeBack(roles: readonly Role[], official = 'els.peeters'): Promise<Back> {
  const { url, signIn } = await begin();
  return { signIn, ...await the.pull<{ code: string; state: string }>('official-login', 'authenticate', { url, official, roles }) };
}
const signIn = async (...roles: Role[]) => finish(await comeBack(roles));

test('an official gets the scopes of the roles that are held here, under his or her own name', async () => {
  const { token, roles } = await signIn(here('clerk'), here('administrator'));
  expect(roles).toEqual(['clerk', 'administrator']);
  expect(await the.house.issuer.verify(token)).toMatchObject({ kind: 'official', actor: 'official:els.peeters', municipality: 'gent', scopes: [...new Set([...as('clerk').scopes, ...as('administrator').scopes])] });
});

test('a role that is held in another municipality does not count', async () => {
  const { token, roles } = await signIn(elsewhere('administrator'), here('clerk'));
  expect(roles).toEqual(['clerk']);
  expect((await the.house.issuer.verify(token)).scopes).toEqual(as('clerk').scopes);
});

test.each<[string, Role[]]>([
  ['no role at all', []],
  ['roles elsewhere only', [elsewhere('official')]],
  ['a role that means nothing here', [here('gardener')]],
  ['a role that no official holds', [here('website'), here('citizen'), here('bpost')]],
  ['a word that is no role', [here('constructor'), here('toString')]],
])('%s: refused, and the code is spent', async (_what, roles) => {
  const back = await comeBack(roles);
  expect(await failureOf(finish(back))).toBe('sign-in.no-role');
  expect(await failureOf(finish(back))).toBe('sign-in.refused');
});

test('a role that means nothing here gives nothing beside one that does', async () => {
  const { token, roles } = await signIn(here('gardener'), here('constructor'), here('official'), here('official'));
  expect(roles).toEqual(['official']);
  expect((await the.house.issuer.verify(token)).scopes).toEqual(as('official').scopes);
});

test.each(['head-of-service', 'council', 'data-protection'] as const)('whoever is %s at the login service is so here', async (role) => {
  const { token, roles } = await signIn(here(role));
  expect([roles, (await the.house.issuer.verify(token)).scopes]).toEqual([[role], as(role).scopes]);
});

test('with another state than it began with, or that of someone else, it is refused, and the real one still counts', async () => {
  const [mine, yours] = [await comeBack([here('clerk')]), await comeBack([here('administrator')], 'an.claes')];
  expect(await failureOf(finish({ ...mine, state: 'x'.repeat(mine.state.length) }))).toBe('sign-in.refused');
  expect(await failureOf(finish({ ...mine, state: yours.state, code: yours.code }))).toBe('sign-in.refused');
  expect(await failureOf(finish({ ...mine, code: yours.code }))).toBe('official-login.refused');
  expect(await failureOf(finish(mine))).toBe('none');
});

test('it is good for one use, also when two come at once', async () => {
  const back = await comeBack([here('clerk')]);
  const outcomes = await Promise.all([failureOf(finish(back)), failureOf(finish(back))]);
  expect(outcomes.filter((outcome) => outcome === 'none')).toHaveLength(1);
  expect(await failureOf(finish(back))).toBe('sign-in.refused');
});

test('it is over ten minutes after it began', async () => {
  const { url, signIn: id } = await begin();
  await the.advance({ minutes: 11 });
  const back = await the.pull<{ code: string; state: string }>('official-login', 'authenticate', { url, official: 'els.peeters', roles: [here('clerk')] });
  expect(await failureOf(finish({ signIn: id, ...back }))).toBe('sign-in.refused');
});

test('who signed in, and who was refused for lack of a role, stands in the audit', async () => {
  await finish(await comeBack([here('clerk')], 'tom.maes'));
  await finish(await comeBack([elsewhere('clerk')], 'eva.baert')).catch(() => undefined);
  const resultsOf = async (official: string) => {
    const { entries } = await the.call<{ entries: { what: string; result: string }[] }>('audit.search', { subject: `official:${official}` }, as('administrator'));
    return entries.filter(({ what }) => what === 'sign-in.finish').map(({ result }) => result);
  };
  expect(await resultsOf('tom.maes')).toEqual(['done']);
  expect(await resultsOf('eva.baert')).toEqual(['refused']);
});

test('while the login service is away nobody signs in, and the same code counts afterwards', async () => {
  const back = await comeBack([here('clerk')]);
  await the.pull('official-login', 'fault', { operation: 'finish', kind: 'down', times: null });
  expect(await failureOf(finish(back))).toBe('official-login.unavailable');
  await the.pull('official-login', 'fault', { operation: 'finish', kind: null });
  expect(await failureOf(finish(back))).toBe('none');
});
