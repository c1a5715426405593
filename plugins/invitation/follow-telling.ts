import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { specOf } from '#services/journey/journey.states.ts';
import { dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';
import { invitations } from './invitation.store.ts';

type InvitationCtx = CommandCtx<typeof invitation>;
const ours: readonly string[] = ['invitation', 'counter-information', 'invitation-letter', 'reminder'];

/** A message is out: the first one makes the dossier invited, a later one reminded. What a representative gets besides reminds nobody twice. */
export async function followSent(ctx: InvitationCtx, { dossier, notice, medium, to }: EventPayload<'communication.sent'>): Promise<void> {
  if (!ours.includes(notice)) return;
  await ctx.work(async (work) => {
    if (medium === 'letter') await work.update(invitations, { dossier, letterAt: null }, { letterAt: work.at });
    const reason = `by-${medium}`;
    if (await moveIfAllowed(work, dossier, 'invite', { reason })) {
      await work.update(invitations, { dossier, toldAt: null }, { toldAt: work.at });
      await work.emit('invited', { dossier, medium });
    } else if (to === 'citizen' && await moveIfAllowed(work, dossier, 'remind', { reason })) {
      await work.emit('reminded', { dossier, medium });
    }
  });
}

export async function followUnreachable(ctx: InvitationCtx, { dossier, notice }: EventPayload<'communication.unreachable'>): Promise<void> {
  if (!ours.includes(notice)) return;
  await ctx.work((work) => moveIfAllowed(work, dossier, 'fail-to-reach', { reason: 'no-medium' }));
}

/**
 * What a citizen said on the telephone, as long as the invitation is what it was about. Who wants a visit books it with the clerk, at once. Who
 * prefers the counter is left in peace: the eID tool will tell of the renewal.
 */
export async function followCall(ctx: InvitationCtx, { dossier, outcome }: EventPayload<'communication.called'>): Promise<void> {
  if (outcome !== 'prefers-counter' && outcome !== 'not-interested') return;
  await ctx.work(async (work) => {
    if (specOf((await dossierOf(work, dossier)).state).phase !== 'invitation') return;
    if (outcome === 'not-interested') await moveIfAllowed(work, dossier, 'withdraw', { reason: outcome });
    else await work.update(invitations, { dossier }, { quietAt: work.at });
  });
}
