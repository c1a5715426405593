import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { returned } from './open-login-page.ts';

/** One side of a login port, as its contract suite drives it: `Who` is who logs in. */
export interface LoginSide<Who> {
  readonly start: (asked: { returnUrl: string; state: string; nonce: string; codeChallenge: string }) => Promise<{ url: string }>;
  readonly finish: (asked: { code: string; nonce: string; codeVerifier: string; returnUrl: string; iss?: string }) => Promise<Who>;
  /** Somebody logs in at the page. */
  readonly authenticate: (url: string, who: Who) => Promise<z.output<typeof returned>>;
  readonly later: (ms: number) => void;
  readonly close: () => void | Promise<void>;
}
export interface LoginRules<Who> { readonly open: () => LoginSide<Who> | Promise<LoginSide<Who>>; readonly who: Who; readonly another: Who; readonly refused: string; readonly untrusted: string }

const returnUrl = 'https://gemeente.example/terug?stap=2';
const minute = 60_000;

/** The rules of OpenID Connect that every login keeps, whoever logs in and whichever side of the port it is. */
export function keepsLoginRules<Who>({ open, who, another, refused, untrusted }: LoginRules<Who>): void {
  let side: LoginSide<Who>;
  beforeEach(async () => { side = await open(); });
  afterEach(() => side.close());

  const begin = async () => {
    const codeVerifier = randomBytes(32).toString('base64url');
    const begun = { returnUrl, state: randomUUID(), nonce: randomUUID(), codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
    return { ...begun, codeVerifier, url: (await side.start(begun)).url };
  };
  const logIn = async (as = who) => {
    const { url, nonce, codeVerifier, state } = await begin();
    const answered = await side.authenticate(url, as);
    expect(answered.state).toBe(state);
    return { code: answered.code, iss: answered.iss, nonce, codeVerifier, returnUrl };
  };
  const refusal = expect.objectContaining({ type: refused, code: 401 });

  test('the page is asked for with everything that binds the login to who began it', async () => {
    const { url, state, nonce, codeChallenge } = await begin();
    expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({ state, nonce, code_challenge: codeChallenge, code_challenge_method: 'S256', redirect_uri: returnUrl });
  });
  test('who logs in is told, and of two logins each its own', async () => {
    const [first, second] = [await logIn(who), await logIn(another)];
    expect(await side.finish(second)).toEqual(another);
    expect(await side.finish(first)).toEqual(who);
  });
  test('a code is good once', async () => {
    const login = await logIn();
    await side.finish(login);
    await expect(side.finish(login)).rejects.toEqual(refusal);
  });
  test('a code is good for less than ten minutes', async () => {
    const login = await logIn();
    side.later(10 * minute - 1);
    await expect(side.finish(login)).resolves.toEqual(who);
    const late = await logIn();
    side.later(10 * minute);
    await expect(side.finish(late)).rejects.toEqual(refusal);
  });
  test.each([
    ['a code that was never given', { code: 'invented' }],
    ['a verifier that does not fit the challenge', { codeVerifier: randomBytes(32).toString('base64url') }], ['another return address', { returnUrl: 'https://gemeente.example/elders' }],
  ])('%s is refused, and does not spoil the login of who can prove it', async (_what, changed) => {
    const login = await logIn();
    await expect(side.finish({ ...login, ...changed })).rejects.toEqual(refusal);
    await expect(side.finish(login)).resolves.toEqual(who);
  });
  test('the nonce of another login is refused', async () => {
    await expect(side.finish({ ...await logIn(), nonce: randomUUID() })).rejects.toEqual(refusal);
  });
  test('a code of one login does not finish another', async () => {
    const [mine, theirs] = [await logIn(who), await logIn(another)];
    await expect(side.finish({ ...mine, code: theirs.code })).rejects.toEqual(refusal);
  });
  test.each<[string, (iss: string) => { iss?: string }]>([
    ['of another login service', () => ({ iss: 'https://attacker.example' })], ['of an issuer that begins alike', (iss) => ({ iss: `${iss}/` })], ['that does not say from whom', () => ({})],
  ])('an answer %s is not believed, and its code is shown to nobody', async (_what, changed) => {
    const { iss, ...login } = await logIn();
    await expect(side.finish({ ...login, ...changed(iss) })).rejects.toMatchObject({ type: untrusted, data: { retry: 'never' } });
    await expect(side.finish({ ...login, iss })).resolves.toEqual(who);
  });
}
