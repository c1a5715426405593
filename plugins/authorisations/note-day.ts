import { authorisedAct } from '#connectors/biza/biza.port.ts';
import { addDays, daysFrom } from '#services/belgium/day.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { authorisations } from './authorisations.contract.ts';
import { authorisationDays } from './authorisations.store.ts';
import { judgeDay, type Heard } from './judge-day.ts';

/** A house that was off for longer has no figures to speak of. */
const furthestBack = 400;

/**
 * Writes down, for each act, what BiZa said today. Its last word of the day counts; no answer takes no word back. Days since the last one that was written, on which this
 * house did not ask, are unknown.
 */
export async function noteDay(ctx: CommandCtx<typeof authorisations>, heard: readonly Heard[]): Promise<void> {
  const today = ctx.today();
  await ctx.work(async (work) => {
    for (const act of authorisedAct.options) {
      const last = await work.first(authorisationDays, { act }, { by: [['day', 'desc']] });
      const missed = last ? [...daysFrom(later(addDays(last.day, 1), addDays(today, -furthestBack)), addDays(today, -1))] : [];
      for (const day of missed) await work.insertIfNew(authorisationDays, { act, day, status: 'unknown' });
      const status = judgeDay(heard, act, today);
      if (!await work.insertIfNew(authorisationDays, { act, day: today, status }) && status !== 'unknown') await work.update(authorisationDays, { act, day: today }, { status });
    }
  });
}

const later = (one: string, other: string) => (one > other ? one : other);
