import { retryOf } from '#services/kernel/failure.ts';
import { LaneLost, type Claim } from '#services/outbox/claim-lanes.ts';
import { outboxFailures } from '#services/outbox/outbox.failures.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import type { Engine } from './engine.ts';
import { hears } from './open-journeys.ts';
import { executeEffect } from './execute-effect.ts';
import { findEffect, findHandler } from './find-part.ts';
import { handleDelivery } from './handle-delivery.ts';
import { afterFailure, settle } from './settle-attempt.ts';

/** Makes one attempt at one item of a lane that is ours, and settles it. */
export async function executeItem(engine: Engine, claim: Claim, item: Item): Promise<void> {
  const failForGood = async (error: unknown) => settle(engine, claim, item, afterFailure(engine, item, error, { retry: 'never', idempotency: 'keyed', begun: item.begun }));
  const plugin = engine.plugins.get(item.plugin);
  const effect = plugin && item.kind === 'effect' ? findEffect(plugin, item.name) : undefined;
  const handler = plugin && item.kind !== 'effect' ? findHandler(plugin, item) : undefined;
  // Asked by another release. Left alone it would hold up its lane without anybody seeing it.
  if (!plugin || !(effect ?? handler)) return failForGood(outboxFailures['not-known-here']());
  try {
    // Opened before anything is begun: what cannot be opened waits for a person.
    void [item.payload, item.output];
  } catch (error) {
    return failForGood(error);
  }
  if (effect) return executeEffect(engine, claim, item, effect);
  // Effects of open journeys still go out, whatever was switched off meanwhile.
  if (!handler || !await hears(engine, claim.municipality, item)) return settle(engine, claim, item, { end: 'skipped' });
  try {
    await engine.watch.during({ kind: 'delivery', name: item.name, municipality: claim.municipality, traceId: item.traceId }, () => handleDelivery(engine, claim, item, { plugin, handler }));
  } catch (error) {
    if (error instanceof LaneLost) throw error;
    const retry = retryOf(error) === 'never' ? 'never' : 'safe';
    return settle(engine, claim, item, afterFailure(engine, item, error, { retry, idempotency: 'keyed', begun: false }));
  }
}
