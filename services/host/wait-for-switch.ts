import { freeLane, holdLane, type Claim } from '#services/outbox/claim-lanes.ts';
import { never, type Item } from '#services/outbox/outbox.store.ts';
import { switchedOff } from '#services/outbox/read-switch.ts';
import type { Engine } from './engine.ts';

/** Is this item's way switched off? Then its lane has been given back until somebody resumes it, and no attempt was spent. */
export async function waitsForSwitch({ store, realNow }: Pick<Engine, 'store' | 'realNow'>, claim: Claim, { kind, name }: Pick<Item, 'kind' | 'name'>): Promise<boolean> {
  const port = kind === 'effect' ? name.slice(0, name.indexOf('.')) : undefined;
  if (!await switchedOff(store.reader(claim.municipality), port)) return false;
  await store.transaction(claim.municipality, async (tables) => {
    // The lane is held first. Who resumes takes the switch away and then wants the lane: we see that it is gone, or are woken after us.
    const now = realNow();
    await holdLane(tables, claim, now);
    await freeLane(tables, claim, await switchedOff(tables, port) ? never : now);
  });
  return true;
}
