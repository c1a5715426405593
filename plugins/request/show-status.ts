import { handle } from '#services/kernel/plugin.ts';
import { instantOf } from '#services/belgium/brussels-time.ts';
import { history } from '#services/journey/dossier.store.ts';
import { allows, dossierOf } from '#services/journey/move-dossier.ts';
import { timelineStepOf, viewOf } from '#services/journey/view-dossier.ts';
import { nextStep } from './next-step.ts';
import { request } from './request.contract.ts';

/** The dossier's status at all times, in plain words: what happened, what comes next and by when, and what the citizen may do. */
export const showStatus = handle(request, 'status', async (ctx, { dossier: id }) => {
  const dossier = await dossierOf(ctx.store, id);
  const [lines, { appointments }, { payments }] = await Promise.all([
    ctx.store.find(history, { dossier: id }, { by: [['sequence', 'asc']] }),
    ctx.call('appointments.ofDossier', { dossier: id }),
    ctx.call('payment.ofDossier', { dossier: id }),
  ]);
  const startOf = (purpose: 'capture' | 'delivery') => appointments.find((visit) => visit.purpose === purpose && ['held', 'confirmed'].includes(visit.state))?.start ?? null;
  const open = payments.find(({ state }) => state === 'open');
  return {
    ...viewOf(dossier),
    timeline: lines.map(timelineStepOf),
    next: nextStep(dossier.state, {
      expiry: instantOf(dossier.expiresOn, '23:59'), 'capture-visit': startOf('capture'), 'delivery-visit': startOf('delivery'), payment: open?.expiresAt ?? null,
    }),
    appointments, payments,
    may: {
      submit: allows(dossier, 'request'),
      change: [...(dossier.state === 'scheduled' ? ['capture' as const] : []), ...(allows(dossier, 'plan-delivery') ? ['delivery' as const] : [])],
      withdraw: allows(dossier, 'withdraw'),
    },
  };
});
