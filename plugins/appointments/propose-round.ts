import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { handle } from '#services/kernel/plugin.ts';
import { appointments } from './appointments.contract.ts';
import { visits, type Visit } from './appointments.store.ts';
import { ableOfficials, choosable, type Wish } from './find-able-officials.ts';
import { quarterMs, type Moment } from './fit-visit.ts';
import { planRound } from './rounds/plan-round.ts';
import { viewOf } from './view-visit.ts';
import { windowsOn, type Official, type Settings } from './working-windows.ts';

/**
 * Only certain visits may move, and those that are sooner than the notice stay. So does a moment that is held: who holds it is choosing
 * or paying at this minute.
 */
export const proposeRound = handle(appointments, 'proposeRound', async (ctx, { official, day, stay = '' }) => {
  const planned = await ctx.store.find(visits, {
    official, state: { in: ['held', 'confirmed', 'kept'] }, start: { gte: instantOf(day, '00:00'), lt: instantOf(addDays(day, 1), '00:00') },
  });
  const known = ctx.config.officials.find((one) => one.official === official);
  const [stays, limits] = [new Set(stay.split(',')), choosable(ctx.config, ctx.now())];
  const grounds = new Map((await ctx.store.find(dossiers, { id: { in: planned.map(({ dossier }) => dossier) } })).map(({ id, ground }) => [id, ground]));
  const stops = planned.map((visit) => {
    const ground = grounds.get(visit.dossier) ?? null;
    const { id, start, end, postcode } = visit;
    const mayMove = visit.state === 'confirmed' && !stays.has(id) && known !== undefined && start >= limits.earliest;
    return { id, start, end, postcode, within: mayMove ? whereItMayBe(visit, { start, end, postcode, ground, ...limits }, known, ctx.config) : [{ start, end }] };
  });
  const { minutes, stops: proposed } = planRound(stops, ctx.config.travelMinutes, ctx.config.rounds.leastSaving);
  const byId = new Map(planned.map((visit) => [visit.id, visit]));
  return {
    minutes,
    visits: proposed.flatMap(({ stop, start, step }) => {
      const visit = byId.get(stop.id);
      return visit ? [{ ...viewOf(visit), proposedStart: start, proposedEnd: start + visit.end - visit.start, step }] : [];
    }),
  };
});

/** The hours of that day in which moments may be chosen, as near to what the citizen was told as the settings want. */
function whereItMayBe(visit: Visit, wish: Wish, official: Official, settings: Settings): Moment[] {
  const here = { start: visit.start, end: visit.end };
  // Who does not come there any more, or not then, keeps what was promised.
  if (!ableOfficials(settings, wish).includes(official)) return [here];
  const shift = settings.rounds.shiftMinutes * 60_000;
  return windowsOn(dayOf(visit.start), official, settings, wish.ground).map(({ start, end }) => ({
    start: Math.max(start, Math.ceil(Math.max(visit.start - shift, wish.earliest) / quarterMs) * quarterMs), end: Math.min(end, visit.end + shift),
  }));
}
