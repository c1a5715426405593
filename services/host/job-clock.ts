import { setTimeout as pause } from 'node:timers/promises';
import { briefly } from './call-port.ts';
import type { Engine } from './engine.ts';
import { runDueJobs } from './run-jobs.ts';

/** Looks at the clock again and again: business clocks moved elsewhere are taken over, sandboxes repeat what was not taken in, due jobs run where that is this node's part. */
export function startJobClock(engine: Engine, lookEveryMs: number, { runsJobs }: { readonly runsJobs: boolean }): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const busy = new Map<string, Promise<void>>();
  const failed = (error: unknown) => engine.log.warn({ failure: briefly(error).type }, 'the jobs could not be looked at');

  // A job that takes long holds up neither the clock nor another municipality.
  const runAll = () => {
    for (const municipality of engine.municipalities.keys()) {
      if (busy.has(municipality)) continue;
      busy.set(municipality, runDueJobs(engine, municipality).then(() => undefined, failed).finally(() => busy.delete(municipality)));
    }
  };
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await engine.clock.refresh();
        await engine.ports.resend();
        if (runsJobs) runAll();
      } catch (error) {
        failed(error);
      }
      await pause(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    await Promise.all(busy.values());
  };
  const stopped = loop();
  return { stop: async () => { stopping.abort(); await stopped; } };
}
