import type { CommandCtx } from '#services/kernel/context.ts';
import { dossiers } from '#services/journey/dossier.store.ts';
import { moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { invitation } from './invitation.contract.ts';
import { counterRenewals } from './invitation.store.ts';

const dayMs = 24 * 3_600_000;
/** How far back the first look goes: longer than any window. */
const firstLookDays = 400;
/** The tool may hear of a renewal late: each look goes so far behind the last one that was heard of. */
const overlapDays = 7;

/**
 * Whoever turns out to renew at the counter leaves home service: the eID tool says so. Each renewal counts once, so who asks for a visit after it
 * is not sent away again. Gives how many dossiers left now.
 */
export async function leaveAtCounter(ctx: CommandCtx<typeof invitation>): Promise<number> {
  const last = await ctx.store.first(counterRenewals, {}, { by: [['at', 'desc']] });
  const { renewals } = await ctx.ports.eidTool.renewalsAtCounter({ since: last ? last.at - overlapDays * dayMs : ctx.now() - firstLookDays * dayMs });
  let left = 0;
  for (const { cardNumber, at: told } of renewals) {
    if (await ctx.store.first(counterRenewals, { cardIndex: { in: ctx.blindIndexes('card', cardNumber) } })) continue;
    const leaves = await ctx.work(async (work) => {
      const { newest, all } = await work.claimIndex('card', cardNumber);
      if (await work.count(counterRenewals, { cardIndex: { in: all } }) > 0) return false;
      // Nothing happens before we hear of it: a tool whose clock is ahead would have all others passed over.
      const at = Math.min(told, work.at);
      await work.insert(counterRenewals, { cardIndex: newest, at });
      const dossier = await work.first(dossiers, { cardIndex: { in: all } }, { by: [['cycle', 'desc']] });
      // Whatever became of its dossier: it counts among those who renewed.
      await work.emit('renewedAtCounter', { renewal: work.newId(), dossier: dossier?.id ?? null, at });
      return dossier !== undefined && moveIfAllowed(work, dossier.id, 'renew-at-counter', { occurredAt: at, reason: 'told-by-eid-tool' });
    });
    if (leaves) left += 1;
  }
  return left;
}
