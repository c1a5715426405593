import type { Tables } from '#services/kernel/tables.ts';
import type { FailureLike } from '#services/kernel/failure.ts';
import { freeLane, holdLane, LaneLost, type Claim } from './claim-lanes.ts';
import { failedAttempts } from './attempts.store.ts';
import { items, type Item } from './outbox.store.ts';

/** What an attempt came to. Each ends in one transaction that also proves the lane is still ours. */
export type Attempt =
  | { readonly end: 'done'; readonly output?: unknown }
  | { readonly end: 'failed' | 'parked'; readonly failure: Pick<FailureLike, 'type' | 'message'>; readonly begun?: boolean; readonly output?: unknown }
  | { readonly end: 'skipped' }
  | { readonly end: 'again'; readonly failure: Pick<FailureLike, 'type' | 'message'>; readonly dueAt: number; readonly begun: boolean; /** Does it count as one of its attempts? */ readonly spent: boolean };

/** Marks the item so and lets the lane go on, wait, or stop for a person. Runs inside the transaction of the outcome handler. */
export async function settleItem(tables: Tables, claim: Claim, item: Item, attempt: Attempt, realNow: number): Promise<void> {
  // From here to the commit nobody else changes the lane.
  await holdLane(tables, claim, realNow);
  const attempts = item.attempts + 1;
  // What is kept of the answer is bound to the dossier. A commit of which we never heard the end may have settled it: it ends once.
  const change = async (changes: Partial<Item>) => {
    if (await tables.update(items, { id: item.id, dossier: item.dossier, state: 'waiting' }, changes) === 0) throw new LaneLost();
  };
  const remember = async (verdict: 'again' | 'failed' | 'parked', failure: string) => {
    await tables.insertIfNew(failedAttempts, { item: item.id, replays: item.replays, attempt: attempts, at: realNow, failure, verdict });
  };
  if (attempt.end === 'again') {
    if (attempt.spent) await remember('again', attempt.failure.type);
    await change({ attempts: attempt.spent ? attempts : item.attempts, begun: attempt.begun, failure: attempt.failure.type, failureTitle: attempt.failure.message });
    return freeLane(tables, claim, attempt.dueAt);
  }
  const failure = 'failure' in attempt ? { failure: attempt.failure.type, failureTitle: attempt.failure.message } : { failure: null, failureTitle: null };
  await change({
    state: attempt.end, attempts, begun: 'begun' in attempt ? attempt.begun ?? false : false, settledAt: realNow, ...failure, ...('output' in attempt && { output: attempt.output ?? null }),
  });
  if (attempt.end === 'failed' || attempt.end === 'parked') await remember(attempt.end, attempt.failure.type);
  else if (item.attempts > 0 || item.replays > 0) await tables.remove(failedAttempts, { item: item.id });
  // What is left in it comes after what has been due for longer in other lanes.
  return freeLane(tables, claim, realNow);
}
