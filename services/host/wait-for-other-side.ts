import { isSilent } from '#services/kernel/sign-of-life.ts';
import { failedAttempts } from '#services/outbox/attempts.store.ts';
import { releaseLane, type Claim } from '#services/outbox/claim-lanes.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import type { Engine } from './engine.ts';

/**
 * A person may have something tried again while the other side is still at the last try: a look would find nothing then, and it would be done twice.
 * Its lane is given back until that has ended; no attempt is spent. A repeat that the house makes by itself comes late enough as it is.
 * @param worksForMs how long the other side may be at it
 */
export async function waitsForOtherSide({ store, realNow }: Pick<Engine, 'store' | 'realNow'>, claim: Claim, { id, begun, replays, attempts }: Item, worksForMs: number): Promise<boolean> {
  if (!begun || replays === 0 || attempts > 0) return false;
  const last = await store.reader(claim.municipality).first(failedAttempts, { item: id }, { by: [['replays', 'desc'], ['attempt', 'desc']] });
  if (!last || isSilent(last.at, realNow(), worksForMs)) return false;
  await store.transaction(claim.municipality, (tables) => releaseLane(tables, claim, realNow(), last.at + worksForMs));
  return true;
}
