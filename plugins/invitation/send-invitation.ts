import { handle } from '#services/kernel/plugin.ts';
import { allows, dossierOf } from '#services/journey/move-dossier.ts';
import { invitation } from './invitation.contract.ts';
import { invitationFailures } from './invitation.failures.ts';
import { inviteCitizen, issueCode } from './invite-citizen.ts';

/** An official sends the invitation again, with a fresh code: the old one is void from then on. */
export const sendInvitation = handle(invitation, 'send', async (ctx, { dossier, medium }) => {
  const { state } = await dossierOf(ctx.store, dossier);
  if (!allows({ state }, 'invite') && !allows({ state }, 'remind')) throw invitationFailures['not-waiting']();
  await ctx.work((work) => issueCode(work, dossier));
  return inviteCitizen(ctx, dossier, 'invitation', { once: `invitation:${ctx.now()}`, medium });
});
