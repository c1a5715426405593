import type { Work } from '#services/kernel/context.ts';
import type { appointments } from './appointments.contract.ts';
import { appointmentFailures } from './appointments.failures.ts';
import { visits, type Visit, type VisitState } from './appointments.store.ts';
import { freeMoment } from './take-moment.ts';

/** A visit that stood ends: its moment is free again, and the dossier may have another one. */
export async function endVisit(work: Work<typeof appointments>, visit: Visit, state: Exclude<VisitState, 'held' | 'confirmed'>, reason: string | null): Promise<void> {
  const ended = await work.update(visits, { id: visit.id, state: visit.state }, {
    state, reason, standing: visit.id, heldUntil: null, changedAt: work.at, sequence: visit.sequence + 1,
  });
  if (ended === 0) throw appointmentFailures['changed-meanwhile']();
  // Where a visit took place, nobody else can have been: its quarters stay until they are history.
  if (state !== 'kept') await freeMoment(work, visit.id);
}

/** Gives a moment free and says so: a certain visit is cancelled, a moment that was only held has lapsed. */
export async function giveFree(work: Work<typeof appointments>, visit: Visit, reason: string): Promise<void> {
  const { id: appointment, dossier, purpose } = visit;
  if (visit.state === 'held') {
    await endVisit(work, visit, 'lapsed', reason);
    await work.emit('lapsed', { appointment, dossier, purpose });
  } else {
    await endVisit(work, visit, 'cancelled', reason);
    await work.emit('cancelled', { appointment, dossier, purpose, reason });
  }
}
