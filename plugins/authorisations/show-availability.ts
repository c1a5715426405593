import { addDays, addMonths } from '#services/belgium/day.ts';
import type { Ctx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { authorisations } from './authorisations.contract.ts';
import { authorisationDays } from './authorisations.store.ts';
import { countAvailability } from './count-availability.ts';

const monthsShown = 12;

/** Up to yesterday: what is said of a day may still change while it lasts. */
export const showAvailability = handle(authorisations, 'availability', async (ctx) => {
  const today = ctx.today();
  const [from, until] = [addMonths(today, -3), addDays(today, -1)];
  const firstMonth = `${addMonths(today, 1 - monthsShown).slice(0, 7)}-01`;
  const [rows, closed, first] = await Promise.all([
    ctx.store.find(authorisationDays, { day: { gte: firstMonth < from ? firstMonth : from, lte: until } }, { by: [['day', 'desc']] }), closedDays(ctx, firstMonth, until), ctx.store.first(authorisationDays, {}, { by: [['day', 'asc']] }),
  ]);
  const months = [...Map.groupBy(rows.filter(({ day }) => day >= firstMonth), ({ day }) => day.slice(0, 7))];
  return {
    from, until, recordedSince: first?.day ?? null, figures: countAvailability(rows.filter(({ day }) => day >= from), closed),
    months: months.map(([month, ofMonth]) => ({ month, figures: countAvailability(ofMonth, closed) })),
  };
});

async function closedDays(ctx: Ctx<typeof authorisations>, from: string, until: string): Promise<ReadonlySet<string>> {
  return new Set((await ctx.call('appointments.closedDays', { from, until })).days);
}

/** For Prometheus: of the last three months, between 0 and 1. */
export async function availabilityFigure(ctx: Ctx<typeof authorisations>): Promise<Readonly<Record<string, number>>> {
  const { figures } = await showAvailability(ctx, {});
  return Object.fromEntries(figures.flatMap(({ act, share }) => (share === null ? [] : [[act, share / 100]])));
}
