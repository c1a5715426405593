import { handle } from '#services/kernel/plugin.ts';
import { paymentsOf } from './find-payment.ts';
import { payment } from './payment.contract.ts';
import { viewOf } from './view-payment.ts';

export const listPayments = handle(payment, 'ofDossier', async (ctx, { dossier }) => ({ payments: (await paymentsOf(ctx.store, dossier)).map(viewOf) }));
