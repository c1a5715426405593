import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey, type State } from '#services/journey/journey.states.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';
import { invitations } from './invitation.store.ts';

type InvitationCtx = CommandCtx<typeof invitation>;

/** The eID tool shows our dossier beside its own. The code of a dossier that has ended opens nothing any more, so it goes. */
export async function mirrorMove(ctx: InvitationCtx, { dossier, state, sequence, occurredAt }: EventPayload<'journey.moved'>): Promise<void> {
  await ctx.work(async (work) => {
    await mirror(work, { dossier, state, sequence, at: occurredAt });
    if (isFinal(journey, state)) await work.remove(invitations, { dossier });
  });
}

export async function mirrorOpening(ctx: InvitationCtx, { dossier }: EventPayload<'journey.opened'>): Promise<void> {
  await ctx.work(async (work) => mirror(work, { dossier, state: journey.initial, sequence: 1, at: (await dossierOf(work, dossier)).openedAt }));
}

async function mirror(work: Work<typeof invitation>, told: { dossier: string; state: State; sequence: number; at: number }): Promise<void> {
  const { personal } = await dossierOf(work, told.dossier);
  await work.dispatch('eid-tool.mirrorDossier', { ...told, cardNumber: personal.cardNumber }, { lane: `mirror:${told.dossier}`, dossier: told.dossier });
}
