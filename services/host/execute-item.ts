import { retryOf } from '#services/kernel/failure.ts';
import { LaneLost, type Claim } from '#services/outbox/claim-lanes.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import { isEnabled, type Engine } from './engine.ts';
import { executeEffect } from './execute-effect.ts';
import { handleDelivery } from './handle-delivery.ts';
import { effectOf } from './run-work.ts';
import { afterFailure, settle } from './settle-attempt.ts';

/** Makes one attempt at one item of a lane that is ours, and settles it. */
export async function executeItem(engine: Engine, claim: Claim, item: Item): Promise<void> {
  const plugin = engine.plugins.get(item.plugin);
  if (!plugin) throw new Error(`outbox item for the unknown plugin '${item.plugin}'`);
  try {
    // Opened before anything is begun: what cannot be opened waits for a person.
    void [item.payload, item.output];
  } catch (error) {
    return settle(engine, claim, item, afterFailure(engine, item, error, { retry: 'never', idempotency: 'keyed', begun: item.begun }));
  }
  if (item.kind === 'effect') return executeEffect(engine, claim, item, effectOf(plugin, item.name));
  // Off means: events and messages are skipped. Effects of open journeys still go out.
  if (!isEnabled(engine, claim.municipality, item.plugin)) return settle(engine, claim, item, { end: 'skipped' });
  try {
    await handleDelivery(engine, claim, item, plugin);
  } catch (error) {
    if (error instanceof LaneLost) throw error;
    const retry = retryOf(error) === 'never' ? 'never' : 'safe';
    return settle(engine, claim, item, afterFailure(engine, item, error, { retry, idempotency: 'keyed', begun: false }));
  }
}
