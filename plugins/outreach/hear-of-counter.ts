import type { CommandCtx } from '#services/kernel/context.ts';
import type { outreach } from './outreach.contract.ts';
import { citizens, looks } from './outreach.store.ts';

const dayMs = 24 * 3_600_000;
/** How far back the first time goes: a year, for the list is of one. */
const firstDays = 366;
/** The tool may hear of a renewal late: each time goes so far behind the last one. */
const overlapDays = 7;

/** Who renews at the counter instead, as the eID tool tells it by the card. */
export async function hearOfCounter(ctx: CommandCtx<typeof outreach>): Promise<void> {
  const last = (await ctx.store.first(looks, { what: 'year' }))?.heardUntil ?? null;
  const until = ctx.now();
  const { renewals } = await ctx.ports.eidTool.renewalsAtCounter({ since: last === null ? until - firstDays * dayMs : last - overlapDays * dayMs });
  for (const { cardNumber, at } of renewals) {
    const ours = await ctx.store.first(citizens, { cardIndex: { in: ctx.blindIndexes('card', cardNumber) }, counterAt: null });
    if (ours) await ctx.work((work) => work.update(citizens, { id: ours.id }, { counterAt: at }));
  }
  // Until somebody is on the list there is nobody to whom it could be noted.
  if (await ctx.store.count(citizens, {}) > 0) await ctx.work((work) => work.update(looks, { what: 'year' }, { heardUntil: until }));
}
