import { setTimeout as pause } from 'node:timers/promises';
import type { Lever } from '#services/kernel/connector.ts';

const everyMs = 250;

/** Lets each system send again what was not taken in, whether or not anybody asks it anything. */
export function flushByItself(flushes: readonly Pick<Lever, 'pull'>[]): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async (flush: Pick<Lever, 'pull'>): Promise<void> => {
    while (!stopping.signal.aborted) {
      // A file that another process holds: its next turn comes.
      await flush.pull({}).catch(() => undefined);
      await pause(everyMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const stopped = Promise.all(flushes.map(loop));
  return { stop: async () => { stopping.abort(); await stopped; } };
}
