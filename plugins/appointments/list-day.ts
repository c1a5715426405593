import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import { appointments } from './appointments.contract.ts';
import { visits } from './appointments.store.ts';
import { viewOf } from './view-visit.ts';

/** Beside the round, for screens that look again and again: nobody's name is asked of the CRM. */
export const listDay = handle(appointments, 'day', async (ctx, { official, day }) => {
  const planned = await ctx.store.find(visits, {
    official, state: { in: ['confirmed', 'kept'] }, start: { gte: instantOf(day, '00:00'), lt: instantOf(addDays(day, 1), '00:00') },
  }, { by: [['start', 'asc']] });
  return { visits: planned.map(viewOf) };
});
