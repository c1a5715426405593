import { isSilent } from '#services/kernel/sign-of-life.ts';
import { failedAttempts } from '#services/outbox/attempts.store.ts';
import { releaseLane, type Claim } from '#services/outbox/claim-lanes.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import type { Engine } from './engine.ts';

type Waiting = Pick<Engine, 'store' | 'realNow' | 'unanswered'>;

/**
 * A lane comes in its time, unless somebody set a clock, or had its head tried again, while the other side is still at the last try: a look would find
 * nothing then, and it would be done twice. Its lane is given back until that has ended; no attempt is spent.
 * @param worksForMs how long the other side may be at it
 */
export async function waitsForOtherSide(engine: Waiting, claim: Claim, item: Item, worksForMs: number): Promise<boolean> {
  if (!item.begun) return false;
  const leftMs = Math.max(engine.unanswered.leftMs(item.id), await leftAfterReplay(engine, claim, item, worksForMs));
  if (leftMs === 0) return false;
  await engine.store.transaction(claim.municipality, (tables) => releaseLane(tables, claim, engine.realNow(), engine.realNow() + leftMs));
  return true;
}

/** A repeat that the house makes by itself comes late enough as it is. */
async function leftAfterReplay({ store, realNow }: Waiting, { municipality }: Claim, { id, replays, attempts }: Item, worksForMs: number): Promise<number> {
  if (replays === 0 || attempts > 0) return 0;
  const last = await store.reader(municipality).first(failedAttempts, { item: id }, { by: [['replays', 'desc'], ['attempt', 'desc']] });
  return !last || isSilent(last.at, realNow(), worksForMs) ? 0 : last.at + worksForMs - realNow();
}
