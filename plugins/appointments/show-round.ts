import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { appointments } from './appointments.contract.ts';
import { visits } from './appointments.store.ts';
import { travelMinutes } from './fit-visit.ts';
import { viewOf } from './view-visit.ts';

/** Visits have fixed times, so the driving order is theirs. Travel is reckoned between the addresses of today. */
export const showRound = handle(appointments, 'round', async (ctx, { official, day }) => {
  const planned = await ctx.store.find(visits, {
    official, state: { in: ['confirmed', 'kept'] }, start: { gte: instantOf(day, '00:00'), lt: instantOf(addDays(day, 1), '00:00') },
  }, { by: [['start', 'asc']] });
  const citizens = await Promise.all(planned.map(async ({ dossier }) => {
    const { person } = await dossierOf(ctx.store, dossier);
    return (await ctx.ports.crm.citizen({ insz: await inszOf(ctx.store, person) })).citizen;
  }));
  const postcodes = planned.map(({ postcode }, index) => citizens[index]?.address.postcode ?? postcode);
  return {
    visits: planned.map((visit, index) => {
      const citizen = citizens[index];
      const [before, here] = [postcodes[index - 1], postcodes[index] ?? visit.postcode];
      return {
        ...viewOf(visit), order: index + 1,
        name: citizen ? `${citizen.firstName} ${citizen.lastName}` : '', address: citizen?.address ?? null,
        travelMinutes: before === undefined ? 0 : travelMinutes(before, here, ctx.config.travelMinutes),
      };
    }),
  };
});
