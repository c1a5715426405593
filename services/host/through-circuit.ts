import { isFailure, retryOf } from '#services/kernel/failure.ts';
import { releaseLane, type Claim } from '#services/outbox/claim-lanes.ts';
import type { Sign } from '#services/outbox/circuit-breaker.ts';
import { lanes } from '#services/outbox/outbox.store.ts';
import { briefly } from './call-port.ts';
import type { Permit, WaitingLanes } from './circuits.ts';
import type { Engine } from './engine.ts';

export interface Way { readonly municipality: string; readonly port: string }

/** Asks the outside with a permit, and hands the permit back with what that says about the other system. */
export async function throughCircuit<T>(engine: Engine, way: Way, permit: Permit, deed: () => Promise<T>): Promise<T> {
  let sign: Sign = 'nothing';
  try {
    const answer = await deed();
    sign = 'answered';
    return answer;
  } catch (error) {
    sign = signOf(way.port, error);
    throw error;
  } finally {
    await wakeWaiting(engine, way, permit.end(sign));
  }
}

/** A refusal is an answer. What went wrong in our own house (the store, a lost lane), or with one part of many there, says nothing about the other system. */
function signOf(port: string, error: unknown): Sign {
  if (!isFailure(error) || error.data.ofOnePart || !(error.type.startsWith(`${port}.`) || error.type.startsWith('outside.'))) return 'nothing';
  return retryOf(error) === 'never' ? 'answered' : 'unwell';
}

/** Lays a lane aside while the other system is down, without spending an attempt. */
export async function waitForCircuit(engine: Engine, claim: Claim, port: string): Promise<void> {
  const until = engine.circuits.comeBackAt(claim.municipality, port, false);
  await engine.store.transaction(claim.municipality, (tables) => releaseLane(tables, claim, engine.realNow(), until));
  await awaitCircuit(engine, claim, port, until);
}

/** To be called once the lane has been given back: the system may have come back meanwhile. */
export async function awaitCircuit(engine: Engine, { municipality, lane }: Pick<Claim, 'municipality' | 'lane'>, port: string, until: number): Promise<void> {
  if (!engine.circuits.awaits(municipality, port, lane, until)) await wakeWaiting(engine, { municipality, port }, new Map([[lane, until]]));
}

const together = 200;

/** The other system is back. A lane that moved on since then has a time of its own and keeps it. */
async function wakeWaiting(engine: Engine, { municipality, port }: Way, waiting: WaitingLanes): Promise<void> {
  const all = [...waiting].toSorted(([a], [b]) => (a < b ? -1 : 1));
  try {
    for (let next = 0; next < all.length; next += together) {
      await engine.store.transaction(municipality, async (tables) => {
        for (const [lane, dueAt] of all.slice(next, next + together)) await tables.update(lanes, { lane, dueAt }, { dueAt: 0 });
      });
    }
  } catch (error) {
    engine.log.warn({ municipality, port, failure: briefly(error).type }, 'lanes that waited for another system could not be woken; each comes by itself in its time');
  }
  if (all.length > 0) engine.wake();
}
