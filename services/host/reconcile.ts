import { appendAudit } from '#services/audit/append-audit.ts';
import type { Tables } from '#services/kernel/tables.ts';
import { finishResuming } from '#services/outbox/finish-resuming.ts';
import { markRestored } from '#services/outbox/mark-restored.ts';
import { outboxFailures } from '#services/outbox/outbox.failures.ts';
import { items, type Item } from '#services/outbox/outbox.store.ts';
import { restorePort, switches } from '#services/outbox/switches.store.ts';
import { briefly, lookUp } from './call-port.ts';
import type { Engine } from './engine.ts';
import { findEffect } from './find-part.ts';
import { portFailures } from './open-ports.ts';
import { refuseIfCut } from './refuse-if-cut.ts';
import { throughCircuit } from './through-circuit.ts';

/** `happened`, `not-happened`: the outside was asked; `repeats`: with the same key, which it accepts once; `person`: at most once, so nobody repeats it unseen. */
export type Standing = 'happened' | 'not-happened' | 'not-answered' | 'repeats' | 'person' | 'inside';
export interface Reckoned { readonly item: string; readonly name: string; readonly dossier: string | null; readonly standing: Standing; readonly failure: string | null }

/** What each item that waits after a restore comes to, as far as the outside tells. Asks only: safe to repeat. */
export async function reckonWaiting(engine: Engine, municipality: string): Promise<Reckoned[]> {
  const waiting = await engine.store.reader(municipality).find(items, { state: 'waiting' }, { by: [['createdAt', 'asc'], ['id', 'asc']] });
  const reckoned: Reckoned[] = [];
  for (const item of waiting) {
    const { id, name, dossier } = item;
    reckoned.push({ item: id, name, dossier, ...await standingOf(engine, municipality, item) });
  }
  return reckoned;
}

async function standingOf(engine: Engine, municipality: string, item: Item): Promise<Pick<Reckoned, 'standing' | 'failure'>> {
  if (item.kind !== 'effect') return { standing: 'inside', failure: null };
  const plugin = engine.plugins.get(item.plugin);
  const effect = plugin && findEffect(plugin, item.name);
  if (!effect) return { standing: 'person', failure: outboxFailures['not-known-here']().type };
  const { port, operation, operationName } = effect;
  try {
    if (item.output !== null) return { standing: 'happened', failure: null };
    if (operation.idempotency === 'keyed') return { standing: 'repeats', failure: null };
    if (operation.idempotency === 'park') return { standing: 'person', failure: null };
    await refuseIfCut(engine, municipality, port.id);
    // Opened before there is a permit: one that is never handed back would keep everybody waiting for ever.
    const outward = { municipality, port, operation: operationName, input: item.payload, key: item.id, dossier: item.dossier, actor: item.actor, traceId: item.traceId };
    const permit = engine.circuits.enter(municipality, port.id);
    if (!permit) throw portFailures['unavailable-now']();
    const found = await throughCircuit(engine, { municipality, port: port.id }, permit, () => lookUp(engine, outward));
    return { standing: found === undefined ? 'not-happened' : 'happened', failure: null };
  } catch (error) {
    return { standing: 'not-answered', failure: briefly(error).type };
  }
}

/**
 * Takes the pause of a restore away. What was asked while it lasted may have been asked once before too (jobs, repeated messages): it is marked in the
 * same transaction. What a person switched off stays off. Says whether it did.
 */
export async function endRestorePause(engine: Engine, municipality: string, by: string): Promise<boolean> {
  const run = <T>(body: (tables: Tables) => Promise<T>) => engine.store.transaction(municipality, body);
  const ended = await run(async (tables) => {
    const pause = { port: restorePort, state: 'paused' } as const;
    if (await tables.count(switches, pause) === 0) return false;
    await markRestored(tables);
    await appendAudit(tables, [{ what: 'store.reconciled', result: 'done' }], { actor: by, traceId: engine.newId(), at: engine.clock.now(municipality), recordedAt: engine.realNow() });
    return await tables.update(switches, pause, { state: 'resuming' }) > 0;
  });
  if (ended) {
    await finishResuming(run, restorePort, undefined);
    engine.wake();
  }
  return ended;
}
