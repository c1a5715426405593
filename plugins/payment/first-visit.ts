import type { Ctx } from '#services/kernel/context.ts';
import type { payment } from './payment.contract.ts';

/** Beginning of the first visit that was certain, if there ever was one. It may be cancelled by now: by the very end of the dossier that is looked at. */
export async function firstVisit(ctx: Ctx<typeof payment>, dossier: string): Promise<number | null> {
  const { appointments } = await ctx.call('appointments.ofDossier', { dossier });
  return appointments.findLast(({ purpose, state }) => purpose === 'capture' && state !== 'held' && state !== 'lapsed')?.start ?? null;
}
