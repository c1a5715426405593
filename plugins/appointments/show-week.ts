import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import { appointments } from './appointments.contract.ts';
import { visits } from './appointments.store.ts';
import { viewOf } from './view-visit.ts';
import { windowsOn } from './working-windows.ts';

const daysShown = 7;

/** To plan by: nobody's name is needed for that. An official who is not in the settings any more still has visits. */
export const showWeek = handle(appointments, 'week', async (ctx, { official, from }) => {
  const planned = await ctx.store.find(visits, {
    official, state: { in: ['held', 'confirmed', 'kept'] }, start: { gte: instantOf(from, '00:00'), lt: instantOf(addDays(from, daysShown), '00:00') },
  }, { by: [['start', 'asc']] });
  const byDay = Map.groupBy(planned, ({ start }) => dayOf(start));
  const known = ctx.config.officials.find((one) => one.official === official);
  return {
    officials: ctx.config.officials.map((one) => one.official),
    days: Array.from({ length: daysShown }, (_none, index) => {
      const day = addDays(from, index);
      return {
        day, works: known ? windowsOn(day, known, ctx.config, 'limited-availability') : [],
        visits: (byDay.get(day) ?? []).map((visit) => ({ ...viewOf(visit), postcode: visit.postcode })),
      };
    }),
  };
});
