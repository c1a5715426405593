import type { CommandCtx } from '#services/kernel/context.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { inviteCitizen } from './invite-citizen.ts';
import type { invitation } from './invitation.contract.ts';
import { invitations } from './invitation.store.ts';
import { dueReminder } from './due-reminder.ts';

/** Reminds who has not reacted; a letter goes only when nothing digital brought a reaction. */
export async function remindSilent(ctx: CommandCtx<typeof invitation>): Promise<void> {
  const waiting = await ctx.store.find(dossiers, { state: 'invited' });
  for (const { id } of waiting) {
    const known = await ctx.store.first(invitations, { dossier: id });
    const due = known && dueReminder(known, ctx.config, ctx.now());
    if (due === 'letter') {
      await inviteCitizen(ctx, id, 'invitation-letter', { once: 'invitation-letter', medium: 'letter' });
      await ctx.work((work) => work.update(invitations, { dossier: id }, { letterAt: work.at }));
    }
    if (due === 'reminder') {
      await inviteCitizen(ctx, id, 'reminder', { once: 'reminder' });
      await ctx.work((work) => work.update(invitations, { dossier: id }, { remindedAt: work.at }));
    }
  }
}
