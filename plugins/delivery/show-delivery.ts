import { handle } from '#services/kernel/plugin.ts';
import { delivery } from './delivery.contract.ts';
import { viewDelivery } from './view-delivery.ts';

export const showDelivery = handle(delivery, 'show', (ctx, { dossier }) => viewDelivery(ctx.store, dossier));
