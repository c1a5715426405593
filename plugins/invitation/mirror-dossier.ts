import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { State } from '#services/journey/journey.states.ts';
import type { invitation } from './invitation.contract.ts';

type InvitationCtx = CommandCtx<typeof invitation>;

/** The eID tool shows our dossier beside its own. */
export async function mirrorMove(ctx: InvitationCtx, { dossier, state, sequence, occurredAt }: EventPayload<'journey.moved'>): Promise<void> {
  await mirror(ctx, { dossier, state, sequence, at: occurredAt });
}

export async function mirrorOpening(ctx: InvitationCtx, { dossier }: EventPayload<'journey.opened'>): Promise<void> {
  await mirror(ctx, { dossier, state: 'opened', sequence: 1, at: ctx.now() });
}

async function mirror(ctx: InvitationCtx, told: { dossier: string; state: State; sequence: number; at: number }): Promise<void> {
  await ctx.work(async (work) => {
    const { personal } = await dossierOf(work, told.dossier);
    await work.dispatch('eid-tool.mirrorDossier', { ...told, cardNumber: personal.cardNumber }, { lane: `mirror:${told.dossier}`, dossier: told.dossier });
  });
}
