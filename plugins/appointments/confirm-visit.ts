import { handle } from '#services/kernel/plugin.ts';
import type { Work } from '#services/kernel/context.ts';
import { moveDossier } from '#services/journey/move-dossier.ts';
import { appointments } from './appointments.contract.ts';
import { appointmentFailures } from './appointments.failures.ts';
import { visits, type Visit } from './appointments.store.ts';
import { visitOf } from './find-visit.ts';
import { viewOf } from './view-visit.ts';

/** Repeating it changes nothing. The journey's table decides whether a first visit can be scheduled now. */
export const confirmVisit = handle(appointments, 'confirm', (ctx, { appointment }) => ctx.answer(async (work) => {
  const visit = await visitOf(work, appointment);
  if (visit.state === 'confirmed' || visit.state === 'kept') return viewOf(visit);
  if (visit.state !== 'held') throw appointmentFailures['hold-gone']();
  return viewOf(await makeCertain(work, visit));
}));

/** Visit and dossier in one transaction: a dossier is `scheduled` exactly when its first visit stands in a calendar. */
export async function makeCertain(work: Work<typeof appointments>, visit: Visit): Promise<Visit> {
  const confirmed = await work.update(visits, { id: visit.id, state: 'held' }, { state: 'confirmed', heldUntil: null, changedAt: work.at });
  if (confirmed === 0) throw appointmentFailures['changed-meanwhile']();
  if (visit.purpose === 'capture') await moveDossier(work, visit.dossier, 'schedule', { visitEnds: visit.end });
  await work.emit('confirmed', { appointment: visit.id, dossier: visit.dossier, purpose: visit.purpose, start: visit.start });
  return visitOf(work, visit.id);
}
