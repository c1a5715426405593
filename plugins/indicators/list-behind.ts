import { dossiers } from '#services/journey/dossier.store.ts';
import { daysBetween } from '#services/belgium/day.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { Order, Where } from '#services/kernel/table.ts';
import { definitionOf } from './definitions.ts';
import { indicators } from './indicators.contract.ts';
import { measured } from './indicators.store.ts';
import { isStanding } from './measures.contract.ts';
import { periodUntil } from './period.ts';
import { lastDay, whyNever } from './reckon-figure.ts';
import { demandMayKnow } from './whose-figures.ts';

/** Of durations those that ended in the period; of what stands those that stood on its last night. */
export const listBehind = handle(indicators, 'dossiers', async (ctx, { indicator, month, limit, offset, ...slice }) => {
  demandMayKnow(ctx, slice.official);
  const definition = definitionOf(indicator);
  const { from, until } = periodUntil(lastDay(ctx.today(), month), definition.months);
  if (whyNever(definition, slice) !== undefined) return { from, until, dossiers: [], total: 0 };
  const { ground, deliverBy, official } = slice;
  const stands = isStanding(definition.measure);
  const where: Where<typeof measured> = {
    measure: definition.measure,
    ...(stands ? { day: { lte: until }, until: { gt: until } } : { day: { gte: from, lte: until } }),
    ...(ground ? { ground } : definition.grounds && { ground: { in: definition.grounds } }),
    ...(deliverBy && definition.deliverBy === undefined && { deliverBy }), ...(official !== undefined && { official }),
  };
  const by: NonNullable<Order<typeof measured>['by']> = [stands ? ['begun', 'asc'] : ['value', 'desc'], ['day', 'desc'], ['dossier', 'asc']];
  const [rows, total] = await Promise.all([ctx.store.find(measured, where, { by, limit, offset }), ctx.store.count(measured, where)]);
  const states = new Map((await ctx.store.find(dossiers, { id: { in: rows.map(({ dossier }) => dossier) } })).map(({ id, state }) => [id, state]));
  return { from, until, dossiers: rows.map(({ dossier, value, begun, day }) => ({ dossier, value: stands ? daysBetween(begun, until) : value, day, state: states.get(dossier) ?? 'unknown' })), total };
});
