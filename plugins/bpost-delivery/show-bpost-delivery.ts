import { handle } from '#services/kernel/plugin.ts';
import { bpostDelivery } from './bpost-delivery.contract.ts';
import { arrangementOf, viewOf } from './load-arrangement.ts';

export const showBpostDelivery = handle(bpostDelivery, 'show', async (ctx, { dossier }) => viewOf(ctx, ctx.store, await arrangementOf(ctx.store, dossier)));
