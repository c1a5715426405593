import type { CommandCtx } from '#services/kernel/context.ts';
import { allows, dossierOf } from '#services/journey/move-dossier.ts';
import { goThrough } from './go-through.ts';
import type { invitation } from './invitation.contract.ts';
import { invitationFailures } from './invitation.failures.ts';
import { invitations, type Invitation } from './invitation.store.ts';
import { inviteCitizen } from './invite-citizen.ts';
import { readInPages } from './read-in-pages.ts';

type InvitationCtx = CommandCtx<typeof invitation>;

/** Tells everyone whose dossier was opened and who was not told yet, also when an earlier run stopped in between. Says how many got no answer. */
export async function inviteUntold(ctx: InvitationCtx): Promise<number> {
  let left = 0;
  for await (const page of readInPages(ctx.store, invitations, { handedAt: null }, 'dossier')) {
    const { unanswered } = await goThrough(ctx.log, page, (untold) => inviteOne(ctx, untold));
    left += unanswered;
  }
  return left;
}

export async function inviteByMorning(ctx: InvitationCtx): Promise<void> {
  if (await inviteUntold(ctx) > 0) throw invitationFailures.incomplete();
}

async function inviteOne(ctx: InvitationCtx, untold: Invitation): Promise<void> {
  const { dossier } = untold;
  // Who asked for a visit before we wrote needs no invitation any more.
  if (allows(await dossierOf(ctx.store, dossier), 'invite')) await inviteCitizen(ctx, untold, { notice: 'invitation', once: 'invitation' });
  await ctx.work((work) => work.update(invitations, { dossier }, { handedAt: work.at }));
}
