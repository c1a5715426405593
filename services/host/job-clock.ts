import { setTimeout as pause } from 'node:timers/promises';
import { briefly } from './call-port.ts';
import type { Engine } from './engine.ts';
import { legalLimit } from './keep-legal-limit.ts';
import { runDueJobs } from './run-jobs.ts';

/** Looks at the clock again and again: business clocks moved elsewhere are taken over, sandboxes repeat what was not taken in, due jobs run, and what has reached the legal limit goes. */
export function startJobClock(engine: Engine, lookEveryMs: number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const keepLegalLimit = legalLimit(engine);
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await engine.clock.refresh();
        await engine.ports.resend();
        await runDueJobs(engine);
        await keepLegalLimit();
      } catch (error) {
        engine.log.warn({ failure: briefly(error).type }, 'the jobs could not be looked at');
      }
      await pause(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const stopped = loop();
  return { stop: async () => { stopping.abort(); await stopped; } };
}
