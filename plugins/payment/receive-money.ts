import type { Work } from '#services/kernel/context.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { endPayment } from './end-payment.ts';
import { paymentOf, paymentsOf } from './find-payment.ts';
import { giveBack } from './give-back.ts';
import type { payment as contract } from './payment.contract.ts';
import { feeFailures } from './payment.failures.ts';
import { live, payments, received } from './payment.store.ts';
import { feeDue, type Settings } from './reckon-fee.ts';

/**
 * The money of a payment has come in, in time or late. It covers the fee when one is due; otherwise (paid twice, or the dossier has
 * ended) it goes straight back. Safe to repeat.
 */
export async function receiveMoney(work: Work<typeof contract>, settings: Pick<Settings, 'fees'>, id: string, paidAt: number): Promise<void> {
  const payment = await paymentOf(work, id);
  if (received.includes(payment.state)) return;
  const others = (await paymentsOf(work, payment.dossier)).filter((other) => other.id !== id);
  const { state, ground } = await dossierOf(work, payment.dossier);
  const useless = isFinal(journey, state) ? 'dossier-ended' : feeDue(settings, ground, others) === 0 ? 'nothing-due' : undefined;

  if (await work.update(payments, { id, state: payment.state }, { state: 'paid', paidAt, toVerify: false }) === 0) throw feeFailures['changed-meanwhile']();
  if (useless) return giveBack(work, { ...payment, state: 'paid' }, useless);
  for (const other of others) {
    if (live.includes(other.state)) await endPayment(work, other, 'cancelled');
  }
  await work.emit('paid', { payment: id, dossier: payment.dossier, amount: payment.amount });
}
