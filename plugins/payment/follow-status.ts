import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { paymentOf } from './find-payment.ts';
import { expireDossier } from './expire-dossier.ts';
import { nextState, type ReportedStatus } from './judge-status.ts';
import { receiveMoney } from './receive-money.ts';
import type { payment as contract } from './payment.contract.ts';
import { feeFailures } from './payment.failures.ts';
import { payments } from './payment.store.ts';
import type { Settings } from './reckon-fee.ts';

/** A callback is only a hint, repeated and in any order: the payment system is asked before anything is believed. */
export async function followStatus(ctx: CommandCtx<typeof contract>, { paymentId }: { paymentId: string }): Promise<void> {
  const known = await ctx.store.first(payments, { externalId: paymentId });
  if (!known) {
    // It may be quicker than the answer to our own request; then it comes again.
    if (await ctx.store.count(payments, { state: 'starting' }) > 0) throw feeFailures['not-known-yet']();
    ctx.log.warn({}, 'news of a payment that is not ours');
    return;
  }
  const answer = await ctx.ports.paymentSystem.status({ paymentId });
  await ctx.work((work) => takeStatus(work, ctx.config, known.id, answer));
}

/** Takes the payment system's word over, if it leads anywhere. */
export async function takeStatus(
  work: Work<typeof contract>, settings: Pick<Settings, 'fees'>, id: string, { status, at }: { status: ReportedStatus; at: number },
): Promise<void> {
  const payment = await paymentOf(work, id);
  if (status !== 'open' && payment.toVerify) await work.update(payments, { id }, { toVerify: false });
  const next = nextState(payment.state, status);
  if (next === undefined) return;
  if (next === 'paid') return receiveMoney(work, settings, id, at);
  await work.update(payments, { id, state: payment.state }, { state: next });
  if (next === 'failed') await work.emit('failed', { payment: id, dossier: payment.dossier });
  if (next === 'expired') await expireDossier(work, payment.dossier);
}
