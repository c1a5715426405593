import { codeChallengeOf, newLoginSecrets } from '#services/kernel/login-secrets.ts';
import { handle } from '#services/kernel/plugin.ts';
import { signIn } from './sign-in.contract.ts';
import { signIns } from './sign-in.store.ts';

const minutes = 10;

export const beginSignIn = handle(signIn, 'begin', async (ctx, { returnUrl }) => {
  const personal = newLoginSecrets();
  const id = await ctx.work(async (work) => {
    const made = work.newId();
    await work.insert(signIns, { id: made, returnUrl, expiresAt: work.at + minutes * 60_000, personal });
    return made;
  });
  const { url } = await ctx.ports.officialLogin.start({ returnUrl, state: personal.state, nonce: personal.nonce, codeChallenge: codeChallengeOf(personal) });
  return { url, signIn: id };
});
