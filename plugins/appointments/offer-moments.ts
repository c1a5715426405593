import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { appointments } from './appointments.contract.ts';
import { visits } from './appointments.store.ts';
import { choosable } from './find-able-officials.ts';
import { freeSlots } from './find-free-slots.ts';
import { postcodeOf } from './find-postcode.ts';

/** The citizen's own visit of this kind does not stand in the way: it would be moved. */
export const offerMoments = handle(appointments, 'offer', async (ctx, input) => {
  const dossier = await dossierOf(ctx.store, input.dossier);
  const postcode = await postcodeOf(ctx, dossier);
  const { earliest, lastDay } = choosable(ctx.config, ctx.now());
  const from = latest(input.from ?? '', ctx.today());
  const until = input.until && input.until < lastDay ? input.until : lastDay;
  if (from > until) return { slots: [] };

  const taken = await ctx.store.find(visits, {
    state: { in: ['held', 'confirmed', 'kept'] }, start: { gte: instantOf(addDays(from, -1), '00:00'), lt: instantOf(addDays(until, 2), '00:00') },
  });
  const byOfficial = Map.groupBy(taken.filter((visit) => visit.dossier !== dossier.id || visit.purpose !== input.purpose), ({ official }) => official);
  const question = { minutes: ctx.config.visitMinutes[input.purpose], postcode, ground: input.ground ?? dossier.ground, from, until, earliest };
  const { preferNear, nearMinutes } = ctx.config.rounds;
  return {
    slots: freeSlots(ctx.config, question, (official) => byOfficial.get(official) ?? []).map((slot) => ({
      ...slot, preferred: preferNear && slot.extraMinutes <= nearMinutes, extraMinutes: ctx.caller.kind === 'citizen' ? null : slot.extraMinutes,
    })),
  };
});

const latest = (a: string, b: string) => (a > b ? a : b);
