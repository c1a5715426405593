import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';
import { invitations } from './invitation.store.ts';

type InvitationCtx = CommandCtx<typeof invitation>;
const first: readonly string[] = ['invitation', 'counter-information', 'invitation-letter'];
const ours: readonly string[] = [...first, 'reminder'];

/** The message is out: the dossier is invited, or reminded. A letter that was the first message is also the last. */
export async function followSent(ctx: InvitationCtx, { dossier, notice, medium }: EventPayload<'communication.sent'>): Promise<void> {
  if (!ours.includes(notice)) return;
  await ctx.work(async (work) => {
    const { state } = await dossierOf(work, dossier);
    if (first.includes(notice) && await moveIfAllowed(work, dossier, 'invite', { reason: `by-${medium}` })) {
      await work.update(invitations, { dossier }, { toldAt: work.at, ...(medium === 'letter' && { letterAt: work.at }) });
      await work.emit('invited', { dossier, medium });
    } else if (state === 'invited' && await moveIfAllowed(work, dossier, 'remind', { reason: `by-${medium}` })) {
      await work.emit('reminded', { dossier, medium });
    }
  });
}

export async function followUnreachable(ctx: InvitationCtx, { dossier, notice }: EventPayload<'communication.unreachable'>): Promise<void> {
  if (!ours.includes(notice)) return;
  await ctx.work((work) => moveIfAllowed(work, dossier, 'fail-to-reach', { reason: 'no-medium' }));
}

/** What a citizen said on the telephone. Who wants a visit books it with the clerk, at once. */
export async function followCall(ctx: InvitationCtx, { dossier, outcome }: EventPayload<'communication.called'>): Promise<void> {
  await ctx.work(async (work) => {
    if (outcome === 'prefers-counter') await moveIfAllowed(work, dossier, 'refer', { reason: outcome });
    if (outcome === 'not-interested') await moveIfAllowed(work, dossier, 'withdraw', { reason: outcome });
  });
}
