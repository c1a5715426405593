import type { CommandCtx } from '#services/kernel/context.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey, type State } from '#services/journey/journey.states.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { endPayment } from './end-payment.ts';
import { paymentsOf } from './find-payment.ts';
import { firstVisit } from './first-visit.ts';
import { giveBack } from './give-back.ts';
import { owesRefund } from './judge-refund.ts';
import type { payment as contract } from './payment.contract.ts';
import { live } from './payment.store.ts';

interface Moved { readonly dossier: string; readonly from: State; readonly state: State; readonly occurredAt: number }

/** A dossier that is scheduled or ended waits for no payment any more; what was paid is given back where the rule says so. */
export async function followJourney(ctx: CommandCtx<typeof contract>, moved: Moved): Promise<void> {
  const ended = isFinal(journey, moved.state);
  if (!ended && moved.state !== 'scheduled') return;
  const known = await paymentsOf(ctx.store, moved.dossier);
  if (known.length === 0) return;
  const refund = ended && owesRefund({
    from: moved.from, state: moved.state, at: moved.occurredAt, visit: await firstVisit(ctx, moved.dossier), refundUntilHours: ctx.config.refundUntilHours,
  });
  await ctx.work(async (work) => {
    // Late news: the citizen asked again meanwhile, and pays now.
    if ((await dossierOf(work, moved.dossier)).state === 'awaiting-payment') return;
    for (const payment of await paymentsOf(work, moved.dossier)) {
      if (live.includes(payment.state)) await endPayment(work, payment, 'cancelled');
      else if (refund && payment.state === 'paid') await giveBack(work, payment, `dossier-${moved.state}`);
    }
  });
}
