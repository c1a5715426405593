import { retryOf, type FailureLike } from '#services/kernel/failure.ts';
import type { Outcome } from '#services/kernel/plugin.ts';
import type { Contract } from '#services/kernel/contract.ts';
import { demandTime, holdLane, LaneLost, type Claim } from '#services/outbox/claim-lanes.ts';
import { items, type Item } from '#services/outbox/outbox.store.ts';
import { judge, pauseAfter } from '#services/outbox/retry-policy.ts';
import { settleItem, type Attempt } from '#services/outbox/settle-item.ts';
import { briefly, lookUp, perform, stackOf, type Outward } from './call-port.ts';
import { isEnabled, settingsOf, type Engine } from './engine.ts';
import { handleDelivery } from './handle-delivery.ts';
import { effectOf, runWork } from './run-work.ts';
import { countRetry } from './stop-runaway.ts';
import { awaitCircuit, throughCircuit, waitForCircuit } from './through-circuit.ts';

/** Makes one attempt at one item of a lane that is ours, and settles it. */
export async function executeItem(engine: Engine, claim: Claim, item: Item): Promise<void> {
  const plugin = engine.plugins.get(item.plugin);
  if (!plugin) throw new Error(`outbox item for the unknown plugin '${item.plugin}'`);
  try {
    // Opened before anything is begun: what cannot be opened waits for a person.
    void [item.payload, item.output];
  } catch (error) {
    return settle(engine, claim, item, afterFailure(engine, item, error, 'never', 'keyed', item.begun));
  }
  if (item.kind === 'effect') return executeEffect(engine, claim, item);
  // Off means: events and messages are skipped. Effects of open journeys still go out.
  if (!isEnabled(engine, claim.municipality, item.plugin)) return settle(engine, claim, item, { end: 'skipped' });
  try {
    await handleDelivery(engine, claim, item, plugin);
  } catch (error) {
    if (error instanceof LaneLost) throw error;
    const retry = retryOf(error) === 'never' ? 'never' : 'safe';
    return settle(engine, claim, item, afterFailure(engine, item, error, retry, 'keyed', false));
  }
}

async function executeEffect(engine: Engine, claim: Claim, item: Item): Promise<void> {
  const plugin = engine.plugins.get(item.plugin);
  if (!plugin) throw new Error(`outbox item for the unknown plugin '${item.plugin}'`);
  const { port, operation, operationName } = effectOf(plugin, item.name);
  if (item.output !== null) return conclude(engine, claim, item, { end: 'done', output: item.output });
  if (item.begun && operation.idempotency === 'park') {
    return conclude(engine, claim, item, { end: 'parked', failure: { type: 'outbox.outcome-unknown', message: 'It is not known whether this happened.' } });
  }
  const way = { municipality: claim.municipality, port: port.id };
  const permit = engine.circuits.enter(way.municipality, way.port);
  // Nothing is marked or spent: it has not been tried.
  if (!permit) return waitForCircuit(engine, claim, port.id);
  const outward = { municipality: claim.municipality, port, operation: operationName, input: item.payload, key: item.id, dossier: item.dossier, actor: item.actor, traceId: item.traceId };
  const repeatable = operation.idempotency === 'keyed';
  let output: unknown;
  try {
    output = await throughCircuit(engine, way, permit, () => askOutside(engine, claim, item, outward, repeatable));
  } catch (error) {
    if (error instanceof LaneLost) throw error;
    const retry = retryOf(error);
    const begun = !repeatable && (retry === 'ambiguous' || item.begun);
    if (permit.pass === 'probe' && retry === 'safe') return endProbe(engine, claim, item, port.id, { failure: briefly(error), begun });
    const attempt = afterFailure(engine, item, error, retry, operation.idempotency, begun);
    await conclude(engine, claim, item, attempt);
    if (permit.pass === 'through' && item.attempts > 0 && attempt.end === 'again') await countRetry(engine, way.municipality, way.port);
    return;
  }
  return conclude(engine, claim, item, { end: 'done', output });
}

/** What may have happened already is looked up first; what may not simply be repeated is marked before it is done. */
async function askOutside(engine: Engine, claim: Claim, item: Item, outward: Outward, repeatable: boolean): Promise<unknown> {
  let held = claim;
  if (!repeatable) {
    const found = item.begun ? await lookUp(engine, outward) : undefined;
    if (found !== undefined) return found;
    if (!item.begun) held = await markBegun(engine, claim, item);
  }
  demandTime(held, engine.realNow());
  return perform(engine, outward);
}

/** The system is still down. That is not the item's fault: it spends no attempt, and lets others be the next probe. */
async function endProbe(engine: Engine, claim: Claim, item: Item, port: string, { failure, begun }: Pick<Extract<Attempt, { end: 'again' }>, 'failure' | 'begun'>): Promise<void> {
  const dueAt = engine.circuits.comeBackAt(claim.municipality, port, true);
  await settle(engine, claim, item, { end: 'again', failure, begun, dueAt, spent: false });
  await awaitCircuit(engine, claim, port, dueAt);
}

/** From here on a crash leaves it open whether it happened. */
async function markBegun(engine: Engine, claim: Claim, item: Item): Promise<Claim> {
  return engine.store.transaction(claim.municipality, async (tables) => {
    const since = engine.realNow();
    await holdLane(tables, claim, since);
    await tables.update(items, { id: item.id }, { begun: true });
    return { ...claim, since };
  });
}

const outcomeTries = 5;

/**
 * What the outside said, committed together with what follows from it. The outside is not asked again when that does not work at once: then the
 * item waits for a person.
 */
async function conclude(engine: Engine, claim: Claim, item: Item, attempt: Attempt): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await end(engine, claim, item, attempt);
    } catch (error) {
      if (error instanceof LaneLost) throw error;
      if (tries < outcomeTries && retryOf(error) === 'safe') continue;
      engine.log.error({ effect: item.id, name: item.name, end: attempt.end, failure: briefly(error).type, stack: stackOf(error) }, 'what follows from the end of an effect was refused');
      return settle(engine, claim, item, attempt.end === 'done' ? { end: 'failed', failure: briefly(error), output: attempt.output } : attempt);
    }
  }
}

/** Settles an effect and tells the plugin that asked for it, in one transaction. */
async function end(engine: Engine, claim: Claim, item: Item, attempt: Attempt): Promise<void> {
  const plugin = engine.plugins.get(item.plugin);
  const outcome = (plugin?.outcomes as Readonly<Record<string, Outcome<Contract, string>>> | undefined)?.[item.name];
  if (!plugin || !outcome || attempt.end === 'again' || attempt.end === 'skipped') return settle(engine, claim, item, attempt);
  const report = { effect: item.id, dossier: item.dossier, about: JSON.parse(item.about), attempts: item.attempts + 1, input: item.payload };
  const settings = settingsOf(engine, claim.municipality, plugin);
  await runWork(engine, { municipality: claim.municipality, plugin, actor: item.actor, traceId: item.traceId, from: item }, async (work) => {
    if (attempt.end === 'done') await outcome.done(work, { ...report, output: attempt.output } as never, settings);
    else await outcome.failed?.(work, { ...report, failure: attempt.failure } as never, settings);
  }, { before: (tables) => settleItem(tables, claim, item, attempt, engine.realNow()) });
}

async function settle(engine: Engine, claim: Claim, item: Item, attempt: Attempt): Promise<void> {
  await engine.store.transaction(claim.municipality, (tables) => settleItem(tables, claim, item, attempt, engine.realNow()));
}

function afterFailure(engine: Engine, item: Item, error: unknown, retry: FailureLike['data']['retry'], idempotency: 'keyed' | 'look-up' | 'park' | 'read', begun: boolean): Attempt {
  const attempts = item.attempts + 1;
  const failure = briefly(error);
  const verdict = judge(retry, idempotency, attempts, engine.retries);
  if (failure.type === 'house.broken') engine.log.error({ item: item.id, name: item.name, plugin: item.plugin, stack: stackOf(error) }, 'an outbox item broke in our own house');
  if (verdict !== 'again') return { end: verdict, failure, begun };
  return { end: 'again', failure, begun, spent: true, dueAt: engine.realNow() + pauseAfter(attempts, engine.retries, engine.random()) };
}
