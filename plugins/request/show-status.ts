import type { Ctx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { history, type Dossier } from '#services/journey/dossier.store.ts';
import { allows, dossierOf } from '#services/journey/move-dossier.ts';
import { timelineStepOf, viewOf } from '#services/journey/view-dossier.ts';
import { deliveryStart, isInTime } from './demand-in-time.ts';
import { needsNewMoment } from './needs-new-moment.ts';
import { nextStep } from './next-step.ts';
import { request } from './request.contract.ts';

/** The dossier's status at all times, in plain words: what happened, what comes next and by when, and what the citizen may do. */
export const showStatus = handle(request, 'status', async (ctx, { dossier: id }) => {
  const dossier = await dossierOf(ctx.store, id);
  const [lines, { appointments }, { payments, refund }, delivery] = await Promise.all([
    ctx.store.find(history, { dossier: id }, { by: [['sequence', 'asc']] }),
    ctx.call('appointments.ofDossier', { dossier: id }),
    ctx.call('payment.ofDossier', { dossier: id }),
    deliveryStart(ctx, dossier),
  ]);
  const firstVisit = appointments.find(({ purpose, state }) => purpose === 'capture' && (state === 'held' || state === 'confirmed'))?.start ?? null;
  const changesFirst = dossier.state === 'scheduled' ? isInTime(ctx, firstVisit) : await mayChooseAnew(ctx, dossier);
  const open = payments.find(({ state }) => state === 'open');
  return {
    ...viewOf(dossier),
    timeline: lines.map(timelineStepOf),
    next: nextStep(dossier.state, {
      expiry: instantOf(dossier.expiresOn, '23:59'), 'capture-visit': firstVisit, 'delivery-visit': delivery, payment: open?.expiresAt ?? null,
    }),
    appointments, payments, refund,
    may: {
      submit: allows(dossier, 'request'),
      change: [...(changesFirst ? ['capture' as const] : []), ...(allows(dossier, 'plan-delivery') && isInTime(ctx, delivery) ? ['delivery' as const] : [])],
      withdraw: allows(dossier, 'withdraw'),
    },
  };
});

async function mayChooseAnew(ctx: Ctx<typeof request>, { id, state, ground }: Dossier): Promise<boolean> {
  if (ground === null || !needsNewMoment({ state, ground })) return false;
  return (await ctx.call('payment.quote', { dossier: id, ground })).amount === 0;
}
