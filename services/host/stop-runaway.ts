import { switches } from '#services/outbox/switches.store.ts';
import { briefly } from './call-port.ts';
import type { Engine } from './engine.ts';
import { runWork } from './run-work.ts';

export const runawayRetries = 'runaway-retries';

/** A repeat failed again. When that happens too often the house pauses the connector itself, and a person looks at it and resumes it. */
export async function countRetry(engine: Engine, municipality: string, port: string): Promise<void> {
  if (!engine.circuits.overspends(municipality, port)) return;
  const plugin = engine.plugins.get('outbox');
  if (!plugin) throw new Error('the outbox has no plugin');
  try {
    const paused = await runWork(engine, { municipality, plugin, actor: 'house', traceId: engine.newId() }, async (work) => {
      // What a person has switched off already stays as that person left it.
      if (!await work.insertIfNew(switches, { port, state: 'paused', why: runawayRetries, by: 'house', since: engine.realNow() })) return false;
      await work.audit({ what: 'outbox.pause', why: `${port}: ${runawayRetries}`, result: 'done' });
      return true;
    });
    if (paused) engine.log.warn({ municipality, port }, 'too many repeats fail: the house has paused this connector until a person resumes it');
  } catch (error) {
    engine.log.warn({ municipality, port, failure: briefly(error).type }, 'a connector with too many failing repeats could not be paused; the next one tries again');
  }
}
