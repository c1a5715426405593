import { handle } from '#services/kernel/plugin.ts';
import { paymentOf } from './find-payment.ts';
import { giveBack } from './give-back.ts';
import { payment } from './payment.contract.ts';
import { feeFailures } from './payment.failures.ts';
import { viewOf } from './view-payment.ts';

/** By hand, whatever the rule says. Money goes back once, however often it is asked. */
export const refundPayment = handle(payment, 'refund', (ctx, { payment: id, reason }) => ctx.answer(async (work) => {
  const found = await paymentOf(work, id);
  if (found.state === 'refunding' || found.state === 'refunded') return viewOf(found);
  if (found.state !== 'paid') throw feeFailures['not-paid']();
  await giveBack(work, found, reason);
  await work.audit({ what: 'payment.refund', subject: `dossier:${found.dossier}`, why: reason, result: 'done' });
  return viewOf(await paymentOf(work, id));
}));
