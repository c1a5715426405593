import type { CommandCtx } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { endPayment } from './end-payment.ts';
import { expireDossier } from './expire-dossier.ts';
import { paymentOf } from './find-payment.ts';
import { takeStatus } from './follow-status.ts';
import type { payment as contract } from './payment.contract.ts';
import { live, payments } from './payment.store.ts';

type Ctx = CommandCtx<typeof contract>;

/** Ends what was not paid in time, and asks once more about payments that we ended ourselves: money must not stay behind unseen. */
export async function expirePayments(ctx: Ctx): Promise<void> {
  const overdue = await ctx.store.find(payments, { state: { in: live }, expiresAt: { lte: ctx.now() } });
  for (const { id, externalId } of overdue) {
    if (externalId === null || await askStatus(ctx, id, externalId)) await expire(ctx, id);
  }
  const doubtful = await ctx.store.find(payments, { toVerify: true });
  for (const { id, externalId } of doubtful) {
    if (externalId !== null) await askStatus(ctx, id, externalId);
  }
  await expireForgotten(ctx);
}

/**
 * An online payment is asked before it is called expired. Says whether there was an answer; without one the next run asks again. A
 * payment that the other side does not know, or will not speak of, was not paid there.
 */
async function askStatus(ctx: Ctx, id: string, paymentId: string): Promise<boolean> {
  try {
    const answer = await ctx.ports.paymentSystem.status({ paymentId });
    await ctx.work((work) => takeStatus(work, ctx.config, id, answer));
    return true;
  } catch (error) {
    if (!isFailure(error)) throw error;
    ctx.log.warn({ payment: id, failure: error.type }, 'the status of a payment is not known');
    if (error.data.retry !== 'never') return false;
    await ctx.work((work) => work.update(payments, { id }, { toVerify: false }));
    return true;
  }
}

async function expire(ctx: Ctx, id: string): Promise<void> {
  await ctx.work(async (work) => {
    const payment = await paymentOf(work, id);
    if (!live.includes(payment.state) || payment.expiresAt > work.at) return;
    await endPayment(work, payment, 'expired');
    await expireDossier(work, payment.dossier);
  });
}

/** Dossiers whose last payment failed, or that were left before one began: they wait no longer than a payment would have. */
async function expireForgotten(ctx: Ctx): Promise<void> {
  const waiting = await ctx.store.find(dossiers, { state: 'awaiting-payment', stateSince: { lte: ctx.now() - ctx.config.onlineMinutes * 60_000 } });
  for (const { id } of waiting) await ctx.work((work) => expireDossier(work, id));
}
