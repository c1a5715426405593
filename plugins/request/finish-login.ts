import { sameSecret } from '#services/kernel/login-secrets.ts';
import { handle } from '#services/kernel/plugin.ts';
import { showCodeOnce } from '#services/kernel/show-code-once.ts';
import { findOrOpenDossier } from './find-or-open-dossier.ts';
import { request } from './request.contract.ts';
import { requestFailures } from './request.failures.ts';
import { logins } from './request.store.ts';

/** Ends a login: state and code are good for one use. The citizen gets a credential for his or her own dossier only. */
export const finishLogin = handle(request, 'finishLogin', async (ctx, { login, state, code, iss }) => {
  const begun = await ctx.store.first(logins, { id: login });
  if (!begun || begun.usedAt !== null || begun.expiresAt < ctx.now() || !sameSecret(begun.personal.state, state)) throw requestFailures['login-refused']();

  const { personal: { nonce, codeVerifier }, returnUrl } = begun;
  const shown = await showCodeOnce({
    work: ctx.work,
    claim: (work) => work.update(logins, { id: login, usedAt: null }, { usedAt: work.at }), release: (work) => work.update(logins, { id: login }, { usedAt: null }),
    show: () => ctx.ports.citizenLogin.finish({ code, nonce, codeVerifier, returnUrl, iss }),
  });
  if (!shown) throw requestFailures['login-refused']();

  const { dossier } = await findOrOpenDossier(ctx, shown.told.insz, 'asked-by-citizen', ctx.work);
  return { ...await ctx.call('identity.issueCitizenCredential', { dossier, minutes: ctx.config.credentialMinutes }), dossier };
});
