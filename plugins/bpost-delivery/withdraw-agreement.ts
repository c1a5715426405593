import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { agreements } from './bpost-delivery.store.ts';

/** From today on nothing is arranged under it. What bpost was asked for before stands: it is for a person to plan anew. */
export const withdrawAgreement = handle(bpostDelivery, 'withdrawAgreement', (ctx, { agreement: id, reason }) => ctx.answer(async (work) => {
  const withdrawnOn = ctx.today();
  const changed = await work.update(agreements, { id, withdrawnOn: null }, { withdrawnOn, withdrawnBy: work.actor, withdrawnBecause: reason });
  if (changed === 0) throw bpostDeliveryFailures[await work.count(agreements, { id }) === 0 ? 'unknown-agreement' : 'agreement-withdrawn']();
  await work.audit({ what: 'bpost-delivery.withdrawAgreement', subject: `agreement:${id}`, why: reason, result: 'done' });
  return { agreement: id, withdrawnOn };
}));
