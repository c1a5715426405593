import type { Tables } from '#services/kernel/tables.ts';
import { items, lanes, never, type ItemKind } from './outbox.store.ts';
import { isRestored } from './restored-trace.ts';

export interface NewItem {
  readonly id: string;
  readonly lane: string;
  readonly kind: ItemKind;
  readonly name: string;
  readonly plugin: string;
  readonly dossier: string | null;
  readonly actor: string;
  readonly traceId: string;
  readonly at: number;
  readonly about: Readonly<Record<string, unknown>>;
  readonly payload: unknown;
}

/**
 * Puts items at the end of their lanes, within the transaction that they follow from. Lanes are taken in the order of their names, so
 * that two transactions never wait for each other crosswise.
 */
export async function enqueue(tables: Tables, news: readonly NewItem[], realNow: number): Promise<void> {
  const byLane = Map.groupBy(news, ({ lane }) => lane);
  for (const lane of [...byLane.keys()].toSorted()) {
    const added = byLane.get(lane) ?? [];
    let position = await extendLane(tables, lane, added.length, realNow);
    for (const { about, ...item } of added) {
      position += 1;
      await tables.insert(items, {
        ...item, about: JSON.stringify(about), position, state: 'waiting', attempts: 0, begun: item.kind === 'effect' && isRestored(item.traceId), replays: 0, createdAt: realNow,
      });
    }
  }
}

/**
 * Moves the lane's tail, and makes it due if it is at rest; gives the position before the first new item. A lane that waits for a person keeps waiting,
 * and so does one whose head has its next attempt later: what comes behind it, urgent or not, goes after it anyway.
 */
async function extendLane(tables: Tables, lane: string, by: number, realNow: number): Promise<number> {
  for (;;) {
    if (await tables.insertIfNew(lanes, { lane, tail: by, fence: 0, owner: null, leasedUntil: 0, dueAt: realNow })) return 0;
    const known = await tables.first(lanes, { lane });
    // A lane in which nothing was left may just have been tidied away: then it begins anew.
    if (!known) continue;
    const atRest = known.dueAt === never && await tables.count(items, { lane, state: { in: ['failed', 'parked'] } }) === 0;
    const dueAt = atRest ? realNow : known.dueAt;
    // Someone else may have extended or woken it between our look and our write: then look again.
    if (await tables.update(lanes, { lane, tail: known.tail, dueAt: known.dueAt }, { tail: known.tail + by, dueAt }) === 1) return known.tail;
  }
}
