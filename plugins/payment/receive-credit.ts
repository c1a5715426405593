import { structuredCommunicationSchema } from '#services/belgium/structured-communication.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import { paymentOf } from './find-payment.ts';
import { problemOf } from './judge-credit.ts';
import type { payment as contract } from './payment.contract.ts';
import { communications, credits } from './payment.store.ts';
import { receiveMoney } from './receive-money.ts';

interface Credit { readonly bankReference: string; readonly amount: number; readonly communication: string; readonly valueDate: string }

/** A line of a bank statement. Each counts once; what pays nothing goes on the list of unmatched money, with the reason. */
export async function receiveCredit(ctx: CommandCtx<typeof contract>, credit: Credit): Promise<void> {
  const communication = structuredCommunicationSchema.safeParse(credit.communication).data ?? null;
  await ctx.work(async (work) => {
    const { bankReference, amount, valueDate } = credit;
    const mark = await work.claimIndex('credit', bankReference);
    // On rows from before there were marks, the reference stands in clear.
    if (await work.count(credits, { mark: { in: mark.all } }) + await work.count(credits, { bankReference, mark: null }) > 0) return;
    const owner = communication === null ? undefined : await work.first(communications, { communication });
    const payment = owner && await paymentOf(work, owner.payment);
    const problem = problemOf(credit.amount, payment);
    await work.insert(credits, {
      bankReference: work.newId(), mark: mark.newest, line: { bankReference }, amount, valueDate, communication, payment: payment?.id ?? null, problem, receivedAt: work.at,
    });
    if (payment && problem === null) await receiveMoney(work, ctx.config, payment.id, work.at);
  });
}
