import { handle } from '#services/kernel/plugin.ts';
import type { Work } from '#services/kernel/context.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';
import { appointments } from './appointments.contract.ts';
import { appointmentFailures } from './appointments.failures.ts';
import { standing, visits, type Visit } from './appointments.store.ts';
import { endVisit } from './end-visit.ts';
import { choosable } from './find-able-officials.ts';
import { postcodeOf } from './find-postcode.ts';
import { standingVisit, visitOf } from './find-visit.ts';
import { takeMoment } from './take-moment.ts';
import { viewOf } from './view-visit.ts';

/** The same moment again is the same hold; another moment replaces the one that was held. When the new one is taken, the old one stays. */
export const holdMoment = handle(appointments, 'hold', async (ctx, { dossier: id, purpose, start, ...input }) => {
  const postcode = await postcodeOf(ctx, await dossierOf(ctx.store, id));
  return ctx.answer(async (work) => {
    const dossier = await dossierOf(work, id);
    if (isFinal(journey, dossier.state)) throw appointmentFailures['dossier-ended']();
    const heldUntil = Math.min(input.until ?? work.at + ctx.config.holdMinutes * 60_000, start);

    const before = await standingVisit(work, id, purpose);
    if (before?.start === start && !isOver(before, dossier, work.at)) return viewOf(await holdOn(work, before, heldUntil));
    if (before) await makeWay(work, before, dossier);

    const visit = work.newId();
    const end = start + ctx.config.visitMinutes[purpose] * 60_000;
    const official = await takeMoment(work, ctx.config, { visit, start, end, postcode, ground: input.ground ?? dossier.ground, ...choosable(ctx.config, work.at) });
    const row: Visit = {
      id: visit, dossier: id, purpose, standing, state: 'held', official, postcode, start, end, heldUntil,
      heldAt: work.at, createdAt: work.at, changedAt: work.at, sequence: 0, reason: null,
    };
    if (!await work.insertIfNew(visits, row)) throw appointmentFailures['changed-meanwhile']();
    return viewOf(row);
  });
});

async function holdOn(work: Work<typeof appointments>, visit: Visit, until: number): Promise<Visit> {
  if (visit.state === 'held') await work.update(visits, { id: visit.id, state: 'held' }, { heldAt: work.at, heldUntil: Math.max(visit.heldUntil ?? 0, until) });
  return visitOf(work, visit.id);
}

async function makeWay(work: Work<typeof appointments>, before: Visit, dossier: Dossier): Promise<void> {
  if (before.state === 'held') return endVisit(work, before, 'lapsed', 'replaced');
  if (isOver(before, dossier, work.at)) return endVisit(work, before, 'missed', 'missed');
  throw appointmentFailures['planned-already']();
}

/** A confirmed visit that will not take place any more: the journey went on without it, or its time has passed. */
function isOver(visit: Visit, dossier: Dossier, now: number): boolean {
  if (visit.state !== 'confirmed') return false;
  return visit.purpose === 'capture' ? dossier.state === 'visit-missed' || dossier.state === 'moment-lost' : visit.end <= now;
}
