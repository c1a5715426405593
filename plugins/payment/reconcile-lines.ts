import { structuredCommunicationSchema } from '#services/belgium/structured-communication.ts';
import { handle } from '#services/kernel/plugin.ts';
import { paymentOf } from './find-payment.ts';
import { problemOf } from './judge-credit.ts';
import { payment } from './payment.contract.ts';
import { communications, credits } from './payment.store.ts';

/** What each line of a bank statement pays, or why it pays nothing; nothing is taken in. Of two lines for one payment the first pays it. */
export const reconcileLines = handle(payment, 'reconcile', async (ctx, { lines }) => {
  const paidHere = new Set<string>();
  const verdicts = [];
  for (const { bankReference, amount, valueDate, communication: said } of lines) {
    const communication = structuredCommunicationSchema.safeParse(said ?? '').data;
    const alike = await ctx.store.find(credits, { amount, valueDate });
    const known = alike.find((row) => (row.line?.bankReference ?? row.bankReference) === bankReference);
    if (known) {
      verdicts.push({ bankReference, takenInBefore: true, problem: known.problem });
      continue;
    }
    const owner = communication === undefined ? undefined : await ctx.store.first(communications, { communication });
    const found = owner && await paymentOf(ctx.store, owner.payment);
    const problem = found && paidHere.has(found.id) ? 'already-paid' as const : problemOf(amount, found);
    if (found && problem === null) paidHere.add(found.id);
    verdicts.push({ bankReference, takenInBefore: false, problem });
  }
  return { verdicts };
});
