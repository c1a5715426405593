import { dayOf } from '#services/belgium/brussels-time.ts';
import { handle } from '#services/kernel/plugin.ts';
import { demandMove } from '#services/journey/move-dossier.ts';
import { giveMomentFree } from './agree-moment.ts';
import { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';
import { standingOf } from './load-standing.ts';
import { recordFailedAttempt } from './record-failed-attempt.ts';
import { viewDelivery } from './view-delivery.ts';

/**
 * Nobody at home, refused, identity in doubt. Not while BiZa confirms an activation: the card may be active already, and that answer decides.
 * bpost's own message about the same day counts no second time.
 */
export const failAttempt = handle(delivery, 'failAttempt', async (ctx, { dossier: id, reason }) => {
  const { dossier, delivery: planned, handover, holder } = await standingOf(ctx.store, id);
  demandMove(dossier, 'fail-attempt');
  if (dossier.state === 'handing-over' && handover?.activation === 'confirming') throw deliveryFailures['activation-under-way']();
  const what = holder === 'bpost' ? bpostAttempt(ctx.now()) : `sequence:${dossier.sequence}`;
  const answer = await ctx.answer(async (work) => {
    await recordFailedAttempt(work, id, { what, reason, at: work.at, current: true }, ctx.config.maximumAttempts);
    return viewDelivery(work, id);
  });
  if (planned?.by === 'official') await giveMomentFree(ctx, id, 'official', 'attempt-failed');
  return answer;
});

/** bpost's attempts of one day are one attempt: the employee may report it here, and bpost's systems tell it too. */
export function bpostAttempt(at: number): string {
  return `bpost:${dayOf(at)}`;
}
