import type { CommandCtx } from '#services/kernel/context.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveries } from './delivery.store.ts';
import { giveMomentFree } from './agree-moment.ts';

/** One deliverer only: whoever is not the one planned now is called off. Listens to `delivery.planned`. */
export async function callOffOtherSide(ctx: CommandCtx<typeof delivery>, { dossier }: { dossier: string }): Promise<void> {
  const planned = await ctx.store.first(deliveries, { dossier });
  if (planned?.by === 'bpost') await giveMomentFree(ctx, dossier, 'official', 'delivered-by-bpost');
  if (planned?.by === 'official' && planned.bpostAsked) await giveMomentFree(ctx, dossier, 'bpost', 'delivered-by-official');
}

/** A lost card is delivered by nobody. Listens to `delivery.cardLost`. */
export async function callOffBoth(ctx: CommandCtx<typeof delivery>, { dossier }: { dossier: string }): Promise<void> {
  await giveMomentFree(ctx, dossier, 'official', 'card-lost');
  const asked = await ctx.store.first(deliveries, { dossier });
  if (asked?.bpostAsked) await giveMomentFree(ctx, dossier, 'bpost', 'card-lost');
}
