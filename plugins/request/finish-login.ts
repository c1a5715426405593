import { sameSecret } from '#services/kernel/login-secrets.ts';
import { handle } from '#services/kernel/plugin.ts';
import { findOrOpenDossier } from './find-or-open-dossier.ts';
import { request } from './request.contract.ts';
import { requestFailures } from './request.failures.ts';
import { logins } from './request.store.ts';

/** Ends a login: state and code are good for one use. The citizen gets a credential for his or her own dossier only. */
export const finishLogin = handle(request, 'finishLogin', async (ctx, { login, state, code }) => {
  const begun = await ctx.store.first(logins, { id: login });
  if (!begun || begun.usedAt !== null || begun.expiresAt < ctx.now() || !sameSecret(begun.personal.state, state)) throw requestFailures['login-refused']();

  const { insz } = await ctx.ports.citizenLogin.finish({ code, nonce: begun.personal.nonce, codeVerifier: begun.personal.codeVerifier, returnUrl: begun.returnUrl });
  await ctx.work(async (work) => {
    const taken = await work.update(logins, { id: login, usedAt: null }, { usedAt: work.at });
    if (taken === 0) throw requestFailures['login-refused']();
  });

  const { dossier } = await findOrOpenDossier(ctx, insz, 'asked-by-citizen', ctx.work);
  return { ...await ctx.call('identity.issueCitizenCredential', { dossier, minutes: ctx.config.credentialMinutes }), dossier };
});
