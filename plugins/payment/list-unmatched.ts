import { handle } from '#services/kernel/plugin.ts';
import { payment } from './payment.contract.ts';
import { credits } from './payment.store.ts';

export const listUnmatched = handle(payment, 'unmatched', async (ctx) => {
  const rows = await ctx.store.find(credits, { problem: { not: null } }, { by: [['receivedAt', 'asc']] });
  return {
    credits: rows.flatMap(({ line, bankReference, amount, valueDate, problem }) => (problem === null ? [] : [{ bankReference: line?.bankReference ?? bankReference, amount, valueDate, problem }])),
  };
});
