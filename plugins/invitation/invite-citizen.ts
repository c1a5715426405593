import type { Medium } from '#connectors/crm/crm.port.ts';
import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';
import { invitations, type Invitation } from './invitation.store.ts';
import { makeCode, printCode } from './personal-code.ts';

type InvitationCtx = CommandCtx<typeof invitation>;
export type InvitationNotice = 'invitation' | 'reminder' | 'invitation-letter';

/** Gives a dossier its personal code. A fresh one takes the place of the old. */
export async function issueCode(work: Work<typeof invitation>, dossier: string): Promise<void> {
  const code = makeCode();
  const made = { codeIndex: work.blindIndex('invitation-code', code), personal: { code } };
  if (!await work.insertIfNew(invitations, { dossier, ...made })) await work.update(invitations, { dossier }, made);
}

/** Tells the citizen: who belongs to a group is invited, who belongs to none is told about the counter and the ways into home service. */
export async function inviteCitizen(ctx: InvitationCtx, id: string, notice: InvitationNotice, options: { readonly once: string; readonly medium?: Medium | undefined }): Promise<{ medium: Medium | null }> {
  const { ground, expiresOn } = await dossierOf(ctx.store, id);
  const { personal } = await invitationOf(ctx, id);
  const { amount } = await ctx.call('payment.quote', { dossier: id, ground: ground ?? 'reduced-mobility' });
  const values = { link: `${ctx.config.websiteUrl}/${personal.code}`, code: printCode(personal.code), expiresOn };
  const known = ground !== null;
  const { medium } = await ctx.call('communication.tell', {
    dossier: id, notice: known || notice === 'invitation-letter' ? notice : 'counter-information', once: options.once,
    values: known || notice === 'invitation-letter' ? { ...values, fee: amount } : values,
    ...(options.medium !== undefined && { medium: options.medium }),
  });
  return { medium };
}

async function invitationOf(ctx: InvitationCtx, dossier: string): Promise<Invitation> {
  const known = await ctx.store.first(invitations, { dossier });
  if (known) return known;
  // A dossier that was opened in another way has no code yet.
  return ctx.work(async (work) => {
    await issueCode(work, dossier);
    const issued = await work.first(invitations, { dossier });
    if (!issued) throw new Error('the invitation vanished');
    return issued;
  });
}
