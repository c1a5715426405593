import { handle } from '#services/kernel/plugin.ts';
import { dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import { appointments } from './appointments.contract.ts';
import { appointmentFailures } from './appointments.failures.ts';
import { visits } from './appointments.store.ts';
import { choosable } from './find-able-officials.ts';
import { postcodeOf } from './find-postcode.ts';
import { standingVisit, visitOf } from './find-visit.ts';
import { freeMoment, takeMoment } from './take-moment.ts';
import { viewOf } from './view-visit.ts';

/** The visit keeps its id, and its official where possible. When the new moment is taken, the old one stands. */
export const moveVisit = handle(appointments, 'move', async (ctx, { dossier: id, purpose, start }) => {
  const postcode = await postcodeOf(ctx, await dossierOf(ctx.store, id));
  return ctx.answer(async (work) => {
    const { ground } = await dossierOf(work, id);
    const visit = await standingVisit(work, id, purpose);
    if (visit?.state !== 'confirmed') throw appointmentFailures['no-visit']();
    if (visit.start === start) return viewOf(visit);

    await freeMoment(work, visit.id);
    const end = start + ctx.config.visitMinutes[purpose] * 60_000;
    const official = await takeMoment(work, ctx.config, { visit: visit.id, start, end, postcode, ground, preferred: visit.official, ...choosable(ctx.config, work.at) });
    const moved = await work.update(visits, { id: visit.id, state: 'confirmed', sequence: visit.sequence }, {
      official, postcode, start, end, changedAt: work.at, sequence: visit.sequence + 1,
    });
    if (moved === 0) throw appointmentFailures['changed-meanwhile']();
    if (purpose === 'capture') await moveDossier(work, id, 'reschedule', { visitEnds: end });
    await work.emit('moved', { appointment: visit.id, dossier: id, purpose, start });
    return viewOf(await visitOf(work, visit.id));
  });
});
