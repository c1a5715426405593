import { retryOf } from '#services/kernel/failure.ts';
import type { Idempotency } from '#services/kernel/port.ts';
import type { Claim } from '#services/outbox/claim-lanes.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import { judge, pauseAfter } from '#services/outbox/retry-policy.ts';
import { settleItem, type Attempt } from '#services/outbox/settle-item.ts';
import { briefly, stackOf } from './call-port.ts';
import type { Engine } from './engine.ts';

export async function settle(engine: Engine, claim: Claim, item: Item, attempt: Attempt): Promise<void> {
  await engine.store.transaction(claim.municipality, (tables) => settleItem(tables, claim, item, attempt, engine.realNow()));
}

export interface Judged {
  readonly idempotency: Idempotency;
  readonly begun: boolean;
  /** What the error itself says, when left out. */
  readonly retry?: ReturnType<typeof retryOf>;
  /** The next attempt comes no sooner. */
  readonly leastPauseMs?: number;
}

/** What an attempt that ended in this error comes to: it is made again after a pause, or waits for a person. */
export function afterFailure(engine: Engine, item: Item, error: unknown, { idempotency, begun, retry = retryOf(error), leastPauseMs = 0 }: Judged): Attempt {
  const attempts = item.attempts + 1;
  const failure = briefly(error);
  const verdict = judge(retry, idempotency, attempts, engine.retries);
  if (failure.type === 'house.broken') engine.log.error({ item: item.id, name: item.name, plugin: item.plugin, stack: stackOf(error) }, 'an outbox item broke in our own house');
  if (verdict !== 'again') return { end: verdict, failure, begun };
  return { end: 'again', failure, begun, spent: true, dueAt: engine.realNow() + Math.max(leastPauseMs, pauseAfter(attempts, engine.retries, engine.random())) };
}
