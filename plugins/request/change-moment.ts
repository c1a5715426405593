import { handle } from '#services/kernel/plugin.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { allows, dossierOf } from '#services/journey/move-dossier.ts';
import { demandInTime } from './demand-in-time.ts';
import { needsNewMoment } from './needs-new-moment.ts';
import { request } from './request.contract.ts';
import { requestFailures } from './request.failures.ts';

/** The citizen moves a visit. A delivery is planned anew with whoever delivers it. */
export const changeMoment = handle(request, 'changeMoment', async (ctx, { dossier, purpose, start }) => {
  if (purpose === 'capture') return changeFirstVisit(ctx, dossier, start);
  const { deliverBy, state } = await dossierOf(ctx.store, dossier);
  if (!allows({ state }, 'plan-delivery')) throw requestFailures['no-visit-to-move']();
  await demandInTime(ctx, { id: dossier, state }, 'delivery');
  const planned = await ctx.call('delivery.plan', { dossier, by: deliverBy ?? 'official', start });
  return { start: planned.start ?? start, end: planned.end ?? start };
});

async function changeFirstVisit(ctx: CommandCtx<typeof request>, dossier: string, start: number) {
  const { state, ground } = await dossierOf(ctx.store, dossier);
  if (state === 'scheduled') {
    await demandInTime(ctx, { id: dossier, state }, 'capture');
    return ctx.call('appointments.move', { dossier, purpose: 'capture', start });
  }
  if (ground === null || !needsNewMoment({ state, ground })) throw requestFailures['no-visit-to-move']();
  const { amount } = await ctx.call('payment.quote', { dossier, ground });
  if (amount > 0) throw requestFailures['method-missing']();
  const held = await ctx.call('appointments.hold', { dossier, purpose: 'capture', start, ground });
  return ctx.call('appointments.confirm', { appointment: held.appointment });
}
