import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '#services/kernel/context.ts';
import { briefly } from './call-port.ts';

/** What was changed elsewhere is in force here within a second. */
export const lookedAtEveryMs = 500;

/** Looks again and again, for what other nodes changed while nobody could tell this one. @param failed what is logged when a look failed */
export function lookAgain(known: { refresh(): Promise<void> }, log: Log, failed: string): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await pause(lookedAtEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (!stopping.signal.aborted) await known.refresh().catch((error: unknown) => log.warn({ failure: briefly(error).type }, failed));
    }
  };
  const stopped = loop();
  return { stop: async () => { stopping.abort(); await stopped; } };
}
