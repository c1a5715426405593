import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { appointments } from './appointments.contract.ts';
import { officialDays, quarters } from './appointments.store.ts';
import { quarterMs } from './fit-visit.ts';

/** Quarters that are history guard nothing any more. */
export async function tidyQuarters(ctx: CommandCtx<typeof appointments>): Promise<void> {
  const day = addDays(ctx.today(), -2);
  await ctx.work(async (work) => {
    await work.remove(quarters, { quarter: { lt: Math.floor(instantOf(day, '00:00') / quarterMs) } });
    await work.remove(officialDays, { day: { lt: day } });
  });
}
