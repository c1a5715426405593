import type { CommandCtx } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { allows } from '#services/journey/move-dossier.ts';
import type { Deliverer } from '#services/journey/ground.ts';
import { agreeMoment, giveMomentFree } from './agree-moment.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveries } from './delivery.store.ts';
import { findMoments, type Moment } from './find-moments.ts';
import { standingOf } from './load-standing.ts';
import { recordPlanIfPossible } from './record-plan.ts';

type DeliveryCtx = CommandCtx<typeof delivery>;

/** The card is late: its delivery goes to the first free moment with the same deliverer. Listens to `delivery.cardLate`. */
export async function planAfterLateCard(ctx: DeliveryCtx, { dossier }: { dossier: string }): Promise<void> {
  const planned = await ctx.store.first(deliveries, { dossier });
  await planFirstFree(ctx, dossier, planned?.by ?? 'official', 'card-late');
}

/** bpost does not come after all: an official brings the card at the first free moment. Listens to `bpost-delivery.refused`. */
export async function planAfterRefusal(ctx: DeliveryCtx, { dossier }: { dossier: string }): Promise<void> {
  const { delivery: planned, holder } = await standingOf(ctx.store, dossier);
  if (planned?.by === 'bpost' && planned.start !== null && holder !== 'bpost') await planFirstFree(ctx, dossier, 'official', 'refused-by-bpost');
}

/** Nothing free: then the old moment is given up and a person, or the citizen, has to choose. */
async function planFirstFree(ctx: DeliveryCtx, id: string, by: Deliverer, reason: 'card-late' | 'refused-by-bpost'): Promise<void> {
  const { dossier, delivery: planned, card } = await standingOf(ctx.store, id);
  const stillToDo = reason === 'card-late' ? dossier.state === 'card-late' && planned?.start === null : planned?.by === 'bpost';
  if (!card || !stillToDo || !allows(dossier, 'plan-delivery')) return;

  const agreed = await agreeFirst(ctx, id, by, await momentsOrNone(() => findMoments(ctx, id, by, card)));
  if (!agreed) {
    ctx.log.warn({ dossier: id, by, reason }, 'no free moment for the delivery: someone has to plan it');
    await giveMomentFree(ctx, id, by, reason);
  }
  await ctx.work(async (work) => {
    if (agreed) await recordPlanIfPossible(work, id, by, agreed, reason === 'refused-by-bpost' ? reason : null);
    else await work.update(deliveries, { dossier: id }, { start: null, end: null });
  });
}

/** A moment may be taken by someone else in the meantime; then the next one is asked. */
async function agreeFirst(ctx: DeliveryCtx, id: string, by: Deliverer, moments: readonly Moment[]): Promise<Moment | undefined> {
  for (const { start } of moments.slice(0, 5)) {
    try {
      return await agreeMoment(ctx, id, by, start);
    } catch (error) {
      if (!isFailure(error) || error.data.retry !== 'never') throw error;
    }
  }
  return undefined;
}

/** Where nothing can be offered for good (no agreement any more), there is no moment. Anything transient is tried again. */
async function momentsOrNone(find: () => Promise<{ moments: Moment[] }>): Promise<readonly Moment[]> {
  try {
    return (await find()).moments;
  } catch (error) {
    if (isFailure(error) && error.data.retry === 'never') return [];
    throw error;
  }
}
