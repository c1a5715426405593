import { setTimeout as pause } from 'node:timers/promises';
import { claimLanes, headOf, laneKey, LaneLost, releaseLane, type Claim } from '#services/outbox/claim-lanes.ts';
import { retryOf } from '#services/kernel/failure.ts';
import type { Engine } from './engine.ts';
import { stackOf } from './call-port.ts';
import { executeItem } from './execute-item.ts';
import { waitsForSwitch } from './wait-for-switch.ts';

export interface Worker { wake(): void; stop(): Promise<void> }
export interface WorkerOptions {
  readonly municipalities: readonly string[];
  /** How many lanes at once. */
  readonly lanes: number;
  /** How often it looks by itself, for what other nodes wrote and what became due. Milliseconds. */
  readonly lookEveryMs: number;
}

/** Executes what is in the outbox: claims lanes, makes attempts, and goes on until it is stopped. */
export function startWorker(engine: Engine, options: WorkerOptions): Worker {
  const owner = `${engine.node}/${engine.newId()}`;
  const { municipalities } = options;
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let alarm = new AbortController();
  const wake = () => { alarm.abort(); };

  const loop = async () => {
    while (!stopping.signal.aborted) {
      alarm = new AbortController();
      const claims = await claimed();
      for (const claim of claims) {
        const key = laneKey(claim);
        running.set(key, serve(engine, claim).finally(() => { running.delete(key); wake(); }));
      }
      if (claims.length === 0 || running.size >= options.lanes) await pause(options.lookEveryMs, undefined, { signal: alarm.signal }).catch(() => undefined);
    }
    await Promise.all(running.values());
  };
  const claimed = async (): Promise<Claim[]> => {
    const free = options.lanes - running.size;
    if (free <= 0) return [];
    try {
      const { takeOverAfterMs: leaseMs, longestPauseMs } = engine;
      return await claimLanes(engine.store, { owner, municipalities, most: free, leaseMs, longestPauseMs, serving: new Set(running.keys()) }, engine.moment());
    } catch (error) {
      if (!stopping.signal.aborted) engine.log.warn({ retry: retryOf(error) }, 'the outbox could not be looked at');
      return [];
    }
  };
  const stopped = loop();
  return { wake, stop: async () => { stopping.abort(); wake(); await stopped; } };
}

/** Makes one attempt at the head of a lane; settling it gives the lane back, and what is left is taken up in its turn. */
async function serve(engine: Engine, claim: Claim): Promise<void> {
  try {
    const item = await headOf(engine.store.reader(claim.municipality), claim.lane);
    if (item && await waitsForSwitch(engine, claim, item)) return;
    if (item) await engine.watch.during({ kind: 'item', name: item.name, municipality: claim.municipality, traceId: item.traceId, item: item.id }, () => executeItem(engine, claim, item));
    else await engine.store.transaction(claim.municipality, (tables) => releaseLane(tables, claim, engine.realNow()));
  } catch (error) {
    if (error instanceof LaneLost) return;
    engine.log.error({ lane: claim.lane, stack: stackOf(error) }, 'a lane of the outbox broke; it is taken up again when its lease ends');
  }
}
