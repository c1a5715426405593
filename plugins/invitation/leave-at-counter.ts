import type { CommandCtx } from '#services/kernel/context.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { allows, moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';

/** Whoever turns out to renew at the counter leaves home service: the eID tool says so. Gives how many left now. */
export async function leaveAtCounter(ctx: CommandCtx<typeof invitation>, renewals: readonly { readonly cardNumber: string; readonly at: number }[]): Promise<number> {
  let left = 0;
  for (const { cardNumber, at } of renewals) {
    const dossier = await ctx.store.first(dossiers, { cardIndex: { in: ctx.blindIndexes('card', cardNumber) } }, { by: [['cycle', 'desc']] });
    if (!dossier || !allows(dossier, 'renew-at-counter')) continue;
    if (await ctx.work((work) => moveIfAllowed(work, dossier.id, 'renew-at-counter', { occurredAt: at, reason: 'told-by-eid-tool' }))) left += 1;
  }
  return left;
}
