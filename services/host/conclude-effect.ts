import { setTimeout as pause } from 'node:timers/promises';
import { isFailure, retryOf } from '#services/kernel/failure.ts';
import type { AnyPlugin, Outcome } from '#services/kernel/plugin.ts';
import type { Contract } from '#services/kernel/contract.ts';
import { hasTime, LaneLost, type Claim } from '#services/outbox/claim-lanes.ts';
import type { Item } from '#services/outbox/outbox.store.ts';
import { settleItem, type Attempt } from '#services/outbox/settle-item.ts';
import { briefly, stackOf } from './call-port.ts';
import { settingsOf, type Engine } from './engine.ts';
import { runWork } from './run-work.ts';
import { settle } from './settle-attempt.ts';

const outcomeTries = 5;
/** Before what the outside said is written down once more, while the database is away. */
const pauseBefore = (tries: number): number => Math.min(500, 5 * 2 ** tries);

/**
 * What the outside said, committed together with what follows from it. The outside is not asked again when that does not work at once: then the
 * item waits for a person. A database that is away is waited for while the lane is surely ours: what is known must not be forgotten, or a mail that
 * went would wait for a person.
 */
export async function conclude(engine: Engine, claim: Claim, item: Item, attempt: Attempt): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await end(engine, claim, item, attempt);
    } catch (error) {
      if (error instanceof LaneLost) throw error;
      if (isFailure(error, 'store.unavailable') && hasTime(claim, engine.moment())) {
        await pause(pauseBefore(tries));
        continue;
      }
      if (tries < outcomeTries && retryOf(error) === 'safe') continue;
      engine.log.error({ effect: item.id, name: item.name, end: attempt.end, failure: briefly(error).type, stack: stackOf(error) }, 'what follows from the end of an effect was refused');
      return settle(engine, claim, item, attempt.end === 'done' ? { end: 'failed', failure: briefly(error), output: attempt.output } : attempt);
    }
  }
}

export function outcomeOf(plugin: AnyPlugin, name: string): Outcome<Contract, string> | undefined {
  return (plugin.outcomes as Readonly<Record<string, Outcome<Contract, string>>> | undefined)?.[name];
}

/** What a plugin is told of the end of its effect, whichever end that is. */
export function reportOf({ id, dossier, about, attempts, payload }: Item) {
  return { effect: id, dossier, about: JSON.parse(about), attempts: attempts + 1, input: payload };
}

/** Settles an effect and tells the plugin that asked for it, in one transaction. */
async function end(engine: Engine, claim: Claim, item: Item, attempt: Attempt): Promise<void> {
  const plugin = engine.plugins.get(item.plugin);
  const outcome = plugin && outcomeOf(plugin, item.name);
  if (!plugin || !outcome || attempt.end === 'again' || attempt.end === 'skipped') return settle(engine, claim, item, attempt);
  const report = reportOf(item);
  const settings = settingsOf(engine, claim.municipality, plugin);
  await runWork(engine, { municipality: claim.municipality, plugin, actor: item.actor, traceId: item.traceId, from: item }, async (work) => {
    if (attempt.end === 'done') await outcome.done(work, { ...report, output: attempt.output } as never, settings);
    else await outcome.failed?.(work, { ...report, failure: attempt.failure } as never, settings);
  }, { before: (tables) => settleItem(tables, claim, item, attempt, engine.realNow()) });
}
