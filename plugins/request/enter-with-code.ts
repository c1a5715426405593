import { handle } from '#services/kernel/plugin.ts';
import { request } from './request.contract.ts';

/** The code of the invitation is all a citizen needs: it opens exactly one dossier, for a limited time. */
export const enterWithCode = handle(request, 'enter', async (ctx, { code }) => {
  const { dossier } = await ctx.call('invitation.redeem', { code });
  return { ...await ctx.call('identity.issueCitizenCredential', { dossier, minutes: ctx.config.credentialMinutes }), dossier };
});
