import { failures } from '#services/kernel/failure.ts';
import { sameSecret } from '#services/kernel/login-secrets.ts';
import { isOfficialRole } from '#services/kernel/official-roles.ts';
import { handle } from '#services/kernel/plugin.ts';
import { showCodeOnce } from '#services/kernel/show-code-once.ts';
import { signIn } from './sign-in.contract.ts';
import { signIns } from './sign-in.store.ts';

export const signInFailures = failures('sign-in', {
  refused: { status: 401, retry: 'never', title: 'This sign-in has expired or was used already; start again.' },
  'no-role': { status: 403, retry: 'never', title: 'You hold no role in this municipality.' },
});

/** Ends a sign-in: state and code are good for one use, and only the roles held in this municipality count. Others that the login service tells mean nothing to this house. */
export const finishSignIn = handle(signIn, 'finish', async (ctx, { signIn: id, state, code, iss }) => {
  const begun = await ctx.store.first(signIns, { id });
  if (!begun || begun.usedAt !== null || begun.expiresAt < ctx.now() || !sameSecret(begun.personal.state, state)) throw signInFailures.refused();
  const { personal: { nonce, codeVerifier }, returnUrl } = begun;
  const shown = await showCodeOnce({
    work: ctx.work,
    claim: (work) => work.update(signIns, { id, usedAt: null }, { usedAt: work.at }), release: (work) => work.update(signIns, { id }, { usedAt: null }),
    show: () => ctx.ports.officialLogin.finish({ code, nonce, codeVerifier, returnUrl, iss }),
  });
  if (!shown) throw signInFailures.refused();
  const { official, roles } = shown.told;
  const held = [...new Set(roles.filter(({ organisation }) => organisation === ctx.config.organisation).map(({ role }) => role))].filter(isOfficialRole);
  await ctx.note({ what: 'sign-in.finish', subject: `official:${official}`, result: held.length > 0 ? 'done' : 'refused' });
  if (held.length === 0) throw signInFailures['no-role']();
  return { ...await ctx.call('identity.issueOfficialCredential', { official, roles: held, minutes: ctx.config.credentialMinutes }), roles: held };
});
