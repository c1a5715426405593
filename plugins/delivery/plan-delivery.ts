import { dayOf } from '#services/belgium/brussels-time.ts';
import { handle } from '#services/kernel/plugin.ts';
import { demandMove } from '#services/journey/move-dossier.ts';
import { agreeMoment, giveMomentFree } from './agree-moment.ts';
import { demandPlanMove } from './choose-plan-move.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { firstPossibleDay } from './judge-card.ts';
import { recordPlan } from './record-plan.ts';
import { sayBecause } from './say-because.ts';
import { demandOrder } from './take-up-order.ts';
import { viewDelivery } from './view-delivery.ts';

/**
 * First the moment is made certain with official or bpost, then it is written down. When we stop in between, planning the same moment again
 * finishes it; when the dossier has moved on meanwhile, the moment is given free. The other side is called off by whoever listens to `planned`.
 */
export const planDelivery = handle(delivery, 'plan', async (ctx, { dossier: id, by, start, wish }) => {
  const { dossier, delivery: before, card, holder } = await demandOrder(ctx, id);
  if (by === 'bpost' && !ctx.config.bpost) throw deliveryFailures['not-by-bpost']({ issues: [{ in: 'body', name: 'by', detail: 'not by bpost here' }] });
  demandMove(dossier, demandPlanMove(dossier.state, by, holder));
  const soonest = firstPossibleDay(card, ctx.today(), ctx.config.marginDays);
  if (dayOf(start) < soonest) throw deliveryFailures['too-early']({ issues: [{ in: 'body', name: 'start', detail: `from ${soonest} on` }] });

  const isMoved = before.by === by && before.because !== null && !wish;
  const because = isMoved ? null : await sayBecause(ctx, id, { by, start, wish }, soonest);
  const agreed = await agreeMoment(ctx, id, by, start);
  try {
    return await ctx.answer(async (work) => {
      await recordPlan(work, id, by, agreed, because);
      return viewDelivery(work, id);
    });
  } catch (error) {
    if (before.start === null || before.by !== by) await giveMomentFree(ctx, id, by, 'not-planned');
    throw error;
  }
});
