import { dossierOf } from '#services/journey/move-dossier.ts';
import type { Ctx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { paymentsOf } from './find-payment.ts';
import { firstVisit } from './first-visit.ts';
import { lastRefund, owesRefund } from './judge-refund.ts';
import { payment } from './payment.contract.ts';
import { viewOf } from './view-payment.ts';

export const listPayments = handle(payment, 'ofDossier', async (ctx, { dossier }) => {
  const payments = (await paymentsOf(ctx.store, dossier)).map(viewOf);
  return { payments, refund: payments.some(({ state }) => state === 'paid') ? await refundNow(ctx, dossier) : null };
});

async function refundNow(ctx: Ctx<typeof payment>, dossier: string): Promise<{ owed: boolean; until: number | null }> {
  const [{ state: from }, visit] = await Promise.all([dossierOf(ctx.store, dossier), firstVisit(ctx, dossier)]);
  const { refundUntilHours } = ctx.config;
  const owed = owesRefund({ from, state: 'withdrawn', at: ctx.now(), visit, refundUntilHours });
  // A visit that was lost binds nobody.
  return { owed, until: from === 'scheduled' || from === 'visit-missed' ? lastRefund({ visit, refundUntilHours }) : null };
}
