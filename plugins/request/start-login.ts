import { codeChallengeOf, newLoginSecrets } from '#services/kernel/login-secrets.ts';
import { handle } from '#services/kernel/plugin.ts';
import { request } from './request.contract.ts';
import { logins } from './request.store.ts';

const loginMinutes = 10;

/** Begins a login after OpenID Connect: state, nonce and PKCE verifier stay here, sealed, until the citizen comes back. */
export const startLogin = handle(request, 'startLogin', async (ctx, { returnUrl, language }) => {
  const personal = newLoginSecrets();
  const login = await ctx.work(async (work) => {
    const id = work.newId();
    await work.insert(logins, { id, returnUrl, expiresAt: work.at + loginMinutes * 60_000, personal });
    return id;
  });
  const { url } = await ctx.ports.citizenLogin.start({ returnUrl, state: personal.state, nonce: personal.nonce, codeChallenge: codeChallengeOf(personal), language });
  return { url, login };
});
