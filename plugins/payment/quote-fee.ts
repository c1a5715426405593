import { handle } from '#services/kernel/plugin.ts';
import { paymentsOf } from './find-payment.ts';
import { payment } from './payment.contract.ts';
import { feeDue } from './reckon-fee.ts';

export const quoteFee = handle(payment, 'quote', async (ctx, { dossier, ground }) => {
  const amount = feeDue(ctx.config, ground, await paymentsOf(ctx.store, dossier));
  return { amount, methods: amount > 0 ? ctx.config.methods : [] };
});
