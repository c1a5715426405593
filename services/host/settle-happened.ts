import { appendAudit } from '#services/audit/append-audit.ts';
import { issuesOf } from '#services/kernel/failure.ts';
import { failedAttempts } from '#services/outbox/attempts.store.ts';
import { exceptionsFailures } from '#services/outbox/exceptions.failures.ts';
import type { Happened } from '#services/outbox/outbox-controls.ts';
import { items, lanes, stuck, type Item } from '#services/outbox/outbox.store.ts';
import { auditOf } from '#services/outbox/replay-items.ts';
import { lookUp } from './call-port.ts';
import { outcomeOf, reportOf } from './conclude-effect.ts';
import { settingsOf, type Engine } from './engine.ts';
import { findEffect, type Effect } from './find-part.ts';
import { portFailures } from './open-ports.ts';
import { refuseIfCut } from './refuse-if-cut.ts';
import { runWork } from './run-work.ts';
import { throughCircuit } from './through-circuit.ts';

class DecidedMeanwhile extends Error {}

/**
 * A person has seen at the other side that an effect did happen: what follows from it is done now, as if its answer had come. False when it does not
 * wait for a person any more.
 */
export async function settleHappened(engine: Engine, { municipality, item: id, output: given, actor, traceId, why }: Happened): Promise<boolean> {
  const item = await engine.store.reader(municipality).first(items, { id, state: { in: stuck } });
  if (!item) return false;
  const plugin = engine.plugins.get(item.plugin);
  const effect = plugin && item.kind === 'effect' ? findEffect(plugin, item.name) : undefined;
  if (!plugin || !effect) throw exceptionsFailures['not-an-effect']();
  // Something else may have followed already when it seemed to have failed. What follows now has keys of its own: those that it would have after another try.
  const from = { id, replays: item.replays + 1 };
  const output = given === undefined ? await answerOf(engine, municipality, item, effect) : parseAnswer(effect, given);
  try {
    await runWork(engine, { municipality, plugin, actor: item.actor, traceId: item.traceId, from }, async (work) => {
      await outcomeOf(plugin, item.name)?.done(work, { ...reportOf(item), output } as never, settingsOf(engine, municipality, plugin));
    }, {
      before: async (tables) => {
        const settled = { state: 'done', output: output ?? null, settledAt: engine.realNow(), failure: null, failureTitle: null, begun: false } as const;
        if (await tables.update(items, { id, state: item.state, replays: item.replays }, settled) === 0) throw new DecidedMeanwhile();
        await tables.update(lanes, { lane: item.lane }, { dueAt: engine.realNow() });
        await tables.remove(failedAttempts, { item: id });
      },
      after: (tables) => appendAudit(tables, [auditOf('exceptions.happened', item, why)], { actor, traceId, at: engine.clock.now(municipality), recordedAt: engine.realNow() }),
    });
  } catch (error) {
    if (error instanceof DecidedMeanwhile) return false;
    throw error;
  }
  engine.wake();
  return true;
}

function parseAnswer({ operation }: Effect, given: unknown): unknown {
  const parsed = operation.output.safeParse(given);
  if (!parsed.success) throw exceptionsFailures['output-needed']({ issues: issuesOf(parsed.error, 'body').map((issue) => ({ ...issue, name: `output.${issue.name}` })) });
  return parsed.data;
}

/** What the other side answered, as far as the house knows it already or can look it up. */
async function answerOf(engine: Engine, municipality: string, item: Item, effect: Effect): Promise<unknown> {
  if (item.output !== null) return item.output;
  const { port, operation, operationName } = effect;
  if (operation.idempotency !== 'look-up') return parseAnswer(effect, {});
  await refuseIfCut(engine, municipality, port.id);
  // Opened before there is a permit: one that is never handed back would keep everybody waiting for ever.
  const outward = { municipality, port, operation: operationName, input: item.payload, key: item.id, dossier: item.dossier, actor: item.actor, traceId: item.traceId };
  const permit = engine.circuits.enter(municipality, port.id);
  if (!permit) throw portFailures['unavailable-now']();
  const found = await throughCircuit(engine, { municipality, port: port.id }, permit, () => lookUp(engine, outward));
  if (found === undefined) throw exceptionsFailures['not-there']();
  return found;
}
