import { retryOf } from '#services/kernel/failure.ts';
import { demandTime, holdLane, LaneLost, type Claim } from '#services/outbox/claim-lanes.ts';
import { items, lanes, type Item } from '#services/outbox/outbox.store.ts';
import type { Attempt } from '#services/outbox/settle-item.ts';
import { briefly, lookUp, perform, type Outward } from './call-port.ts';
import { conclude } from './conclude-effect.ts';
import type { Engine } from './engine.ts';
import type { Effect } from './find-part.ts';
import { mayTakeMs } from './patience.ts';
import { afterFailure, settle } from './settle-attempt.ts';
import { countRetry } from './stop-runaway.ts';
import { awaitCircuit, throughCircuit, waitForCircuit } from './through-circuit.ts';
import { waitsForOtherSide } from './wait-for-other-side.ts';

/** Makes one attempt at something asked of an outside system. */
export async function executeEffect(engine: Engine, claim: Claim, item: Item, { port, operation, operationName }: Effect): Promise<void> {
  if (item.output !== null) return conclude(engine, claim, item, { end: 'done', output: item.output });
  if (item.begun && operation.idempotency === 'park') {
    return conclude(engine, claim, item, { end: 'parked', failure: { type: 'outbox.outcome-unknown', message: 'It is not known whether this happened.' } });
  }
  const repeatable = operation.idempotency === 'keyed';
  const worksForMs = mayTakeMs(engine, operation);
  if (!repeatable && await waitsForOtherSide(engine, claim, item, worksForMs)) return;
  const way = { municipality: claim.municipality, port: port.id };
  const outward = { municipality: claim.municipality, port, operation: operationName, input: item.payload, key: item.id, dossier: item.dossier, actor: item.actor, traceId: item.traceId };
  const permit = engine.circuits.enter(way.municipality, way.port);
  // Nothing is marked or spent: it has not been tried.
  if (!permit) return waitForCircuit(engine, claim, port.id);
  let output: unknown;
  try {
    output = await throughCircuit(engine, way, permit, () => askOutside(engine, claim, item, outward, repeatable ? undefined : worksForMs));
  } catch (error) {
    if (error instanceof LaneLost) throw error;
    const retry = retryOf(error);
    const begun = !repeatable && (retry === 'ambiguous' || item.begun);
    if (!repeatable && retry === 'ambiguous') engine.unanswered.note(item.id, worksForMs);
    if (permit.pass === 'probe' && retry === 'safe') return endProbe(engine, claim, item, port.id, { failure: briefly(error), begun });
    const attempt = afterFailure(engine, item, error, { idempotency: operation.idempotency, begun, ...(!repeatable && retry === 'ambiguous' && { leastPauseMs: worksForMs }) });
    await conclude(engine, claim, item, attempt);
    if (permit.pass === 'through' && item.attempts > 0 && attempt.end === 'again') await countRetry(engine, way.municipality, way.port);
    return;
  }
  try {
    await conclude(engine, claim, item, { end: 'done', output });
  } catch (error) {
    // Who stands still between the mark and the deed acts after the other one has looked, found nothing and asked: no lease can prevent that, so it is said.
    if (error instanceof LaneLost && !repeatable) engine.log.error({ effect: item.id, name: item.name }, 'done after another process had taken this over: it may have been done twice, look at the other system');
    throw error;
  }
}

/**
 * What may have happened already is looked up first; what may not simply be repeated is marked before it is done.
 * @param worksForMs how long the other side may be at it; left out for what may be repeated
 */
async function askOutside(engine: Engine, claim: Claim, item: Item, outward: Outward, worksForMs: number | undefined): Promise<unknown> {
  let held = claim;
  if (worksForMs !== undefined) {
    const found = item.begun ? await lookUp(engine, outward) : undefined;
    if (found !== undefined) return found;
    held = await markBegun(engine, claim, item, worksForMs);
  }
  demandTime(held, engine.moment());
  return perform(engine, outward);
}

/** The system is still down. That is not the item's fault: it spends no attempt, and lets others be the next probe. */
async function endProbe(engine: Engine, claim: Claim, item: Item, port: string, { failure, begun }: Pick<Extract<Attempt, { end: 'again' }>, 'failure' | 'begun'>): Promise<void> {
  const dueAt = engine.circuits.comeBackAt(claim.municipality, port, true);
  await settle(engine, claim, item, { end: 'again', failure, begun, dueAt, spent: false });
  await awaitCircuit(engine, claim, port, dueAt);
}

/** From here on a crash leaves it open whether it happened, and who takes the lane over then does not look before the other side can have ended it. */
async function markBegun(engine: Engine, claim: Claim, item: Item, worksForMs: number): Promise<Claim> {
  return engine.store.transaction(claim.municipality, async (tables) => {
    const since = engine.moment();
    await holdLane(tables, claim, since.real);
    await tables.update(items, { id: item.id }, { begun: true });
    await tables.update(lanes, { lane: claim.lane, fence: claim.fence }, { dueAt: since.real + worksForMs });
    return { ...claim, since };
  });
}
