import { createHash, randomBytes } from 'node:crypto';
import { handle } from '#services/kernel/plugin.ts';
import { request } from './request.contract.ts';
import { logins } from './request.store.ts';

const loginMinutes = 10;
/** Secrets come from the operating system's generator, never from the seeded randomness of `ctx`. */
const secret = () => randomBytes(32).toString('base64url');

/** Begins a login after OpenID Connect: state, nonce and PKCE verifier stay here, sealed, until the citizen comes back. */
export const startLogin = handle(request, 'startLogin', async (ctx, { returnUrl, language }) => {
  const personal = { state: secret(), nonce: secret(), codeVerifier: secret() };
  const login = await ctx.work(async (work) => {
    const id = work.newId();
    await work.insert(logins, { id, returnUrl, expiresAt: work.at + loginMinutes * 60_000, personal });
    return id;
  });
  const codeChallenge = createHash('sha256').update(personal.codeVerifier).digest('base64url');
  const { url } = await ctx.ports.citizenLogin.start({ returnUrl, state: personal.state, nonce: personal.nonce, codeChallenge, language });
  return { url, login };
});
