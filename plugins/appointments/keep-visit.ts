import { handle } from '#services/kernel/plugin.ts';
import { appointments } from './appointments.contract.ts';
import { endVisit } from './end-visit.ts';
import { latestVisit } from './find-visit.ts';

export const keepVisit = handle(appointments, 'keep', (ctx, { dossier, purpose }) => ctx.answer(async (work) => {
  const visit = await latestVisit(work, dossier, purpose);
  if (visit?.state === 'confirmed') await endVisit(work, visit, 'kept', null);
  return { kept: visit?.state === 'confirmed' || visit?.state === 'kept' };
}));
