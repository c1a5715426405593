import { handle } from '#services/kernel/plugin.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { appointments } from './appointments.contract.ts';
import { appointmentFailures } from './appointments.failures.ts';
import { visits, type Visit } from './appointments.store.ts';
import { visitOf } from './find-visit.ts';
import { viewOf } from './view-visit.ts';

/** A confirmed visit needs no hold; what has lapsed is gone. */
export const extendHold = handle(appointments, 'extend', (ctx, { appointment, until }) => ctx.answer(async (work) => {
  const visit = await visitOf(work, appointment);
  if (visit.state === 'held') await holdLonger(work, visit, until);
  else if (visit.state !== 'confirmed' && visit.state !== 'kept') throw appointmentFailures['hold-gone']();
  return viewOf(await visitOf(work, appointment));
}));

/** Never shorter than it was, and never past the visit itself. */
export async function holdLonger(work: UnitOfWork, visit: Visit, until: number): Promise<void> {
  const heldUntil = Math.min(Math.max(visit.heldUntil ?? 0, until), visit.start);
  await work.update(visits, { id: visit.id, state: 'held' }, { heldUntil, heldAt: work.at });
}
