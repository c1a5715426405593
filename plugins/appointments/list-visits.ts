import { handle } from '#services/kernel/plugin.ts';
import { appointments } from './appointments.contract.ts';
import { visits } from './appointments.store.ts';
import { viewOf } from './view-visit.ts';

/** In the order in which they were made. */
export const listVisits = handle(appointments, 'ofDossier', async (ctx, { dossier }) => {
  const rows = await ctx.store.find(visits, { dossier }, { by: [['createdAt', 'asc'], ['id', 'asc']] });
  return { appointments: rows.map(viewOf) };
});
