import { handle } from '#services/kernel/plugin.ts';
import { dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import { appointments } from './appointments.contract.ts';
import { endVisit, giveFree } from './end-visit.ts';
import { standingVisit } from './find-visit.ts';

/**
 * A first visit that is cancelled while the dossier counts on it leaves the citizen without a moment: `moment-lost`. A visit that the
 * journey calls missed was not cancelled.
 */
export const cancelVisit = handle(appointments, 'cancel', (ctx, { dossier: id, purpose, reason }) => ctx.answer(async (work) => {
  const visit = await standingVisit(work, id, purpose);
  if (!visit) return { cancelled: false };
  const { state } = await dossierOf(work, id);
  if (purpose === 'capture' && state === 'visit-missed') await endVisit(work, visit, 'missed', reason);
  else await giveFree(work, visit, reason);
  if (purpose === 'capture') await moveIfAllowed(work, id, 'lose-moment', { reason });
  return { cancelled: true };
}));
