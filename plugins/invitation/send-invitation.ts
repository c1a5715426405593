import type { CommandCtx } from '#services/kernel/context.ts';
import { retryOf } from '#services/kernel/failure.ts';
import { handle } from '#services/kernel/plugin.ts';
import { allows, dossierOf } from '#services/journey/move-dossier.ts';
import { invitation } from './invitation.contract.ts';
import { invitationFailures } from './invitation.failures.ts';
import { invitations, type Invitation } from './invitation.store.ts';
import { inviteCitizen } from './invite-citizen.ts';
import { issueCode } from './issue-code.ts';

/** An official sends the invitation again, with a fresh code: the old one is void from then on, unless no medium takes the new one. */
export const sendInvitation = handle(invitation, 'send', async (ctx, { dossier: id, medium }) => {
  const dossier = await dossierOf(ctx.store, id);
  if (!allows(dossier, 'invite') && !allows(dossier, 'remind')) throw invitationFailures['not-waiting']();
  const before = await ctx.store.first(invitations, { dossier: id });
  const fresh = await ctx.work((work) => issueCode(work, id, dossier.ground === null ? 'counter-information' : 'invitation'));
  const taken = await inviteCitizen(ctx, fresh, { notice: 'invitation', once: `again:${fresh.codeIndex}`, medium }).catch(async (error: unknown) => {
    if (retryOf(error) !== 'ambiguous') await keepOld(ctx, before);
    throw error;
  });
  if (taken === null) await keepOld(ctx, before);
  else await ctx.work((work) => work.update(invitations, { dossier: id }, { handedAt: work.at, quietAt: null }));
  return { medium: taken };
});

async function keepOld(ctx: CommandCtx<typeof invitation>, before: Invitation | undefined): Promise<void> {
  if (!before) return;
  const { dossier, codeIndex, personal } = before;
  await ctx.work((work) => work.update(invitations, { dossier }, { codeIndex, personal }));
}
