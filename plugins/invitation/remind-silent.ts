import type { CommandCtx } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { State } from '#services/journey/journey.states.ts';
import { dueReminder } from './due-reminder.ts';
import { goThrough } from './go-through.ts';
import type { invitation } from './invitation.contract.ts';
import { invitationFailures } from './invitation.failures.ts';
import { invitations, type Invitation } from './invitation.store.ts';
import { inviteCitizen } from './invite-citizen.ts';
import { readInPages } from './read-in-pages.ts';

type InvitationCtx = CommandCtx<typeof invitation>;
/** Given to be sent, and no reaction. Who cannot be reached needs a clerk, not a reminder. */
const silent: readonly State[] = ['opened', 'invited'];

/** Reminds who has not reacted; a letter goes only when nothing digital brought a reaction. */
export async function remindSilent(ctx: InvitationCtx): Promise<void> {
  let left = 0;
  for await (const page of readInPages(ctx.store, invitations, { notice: 'invitation', handedAt: { gt: 0 } }, 'dossier')) {
    const { unanswered } = await goThrough(ctx.log, page, (invited) => remindOne(ctx, invited));
    left += unanswered;
  }
  if (left > 0) throw invitationFailures.incomplete();
}

/** The key of the telling makes it go out once, also when we stop before it is noted here. */
async function remindOne(ctx: InvitationCtx, invited: Invitation): Promise<void> {
  const due = dueReminder(invited, ctx.config, ctx.today());
  if (due === undefined) return;
  const { dossier } = invited;
  if (!silent.includes((await dossierOf(ctx.store, dossier)).state)) return;
  if (due === 'letter') await inviteCitizen(ctx, invited, { notice: 'invitation-letter', once: 'invitation-letter', medium: 'letter' });
  else await inviteCitizen(ctx, invited, { notice: 'reminder', once: 'reminder' });
  await ctx.work((work) => work.update(invitations, { dossier }, due === 'letter' ? { letterAt: work.at } : { remindedAt: work.at }));
}
