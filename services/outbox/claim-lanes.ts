import type { Where } from '#services/kernel/table.ts';
import { livingSigns } from '#services/kernel/sign-of-life.ts';
import type { Scoped, Store, Tables } from '#services/kernel/tables.ts';
import { items, lanes, never, type Item, type Lane } from './outbox.store.ts';

/** A moment by both clocks of a node: the real one may be set, the steady one only goes on (and stands still while the machine sleeps). */
export interface Moment { readonly real: number; readonly steady: number }

/** A lane in our hands until the lease ends, or until somebody with a higher fence takes over. */
export type Claim = Scoped & Pick<Lane, 'lane' | 'fence'> & Pick<Claiming, 'leaseMs'> & {
  /** When it was claimed, or last held. */
  readonly since: Moment;
};

export interface Claiming {
  readonly owner: string;
  readonly municipalities: readonly string[];
  readonly most: number;
  /** Real time, from each sign of life. A lane of which the lease has ended is taken over. */
  readonly leaseMs: number;
  /** No pause is longer: what is due later was written by a clock that was ahead. */
  readonly longestPauseMs?: number;
  /** Lanes that this node is serving at this moment (`laneKey`). Whatever the clocks say, it does not take them from itself. */
  readonly serving?: ReadonlySet<string>;
}

export const laneKey = ({ municipality, lane }: Scoped & Pick<Lane, 'lane'>): string => `${municipality}/${lane}`;
const nothing: ReadonlySet<string> = new Set();

/** Claims lanes of these municipalities with something to do. `SKIP LOCKED` where several nodes share a database. */
export async function claimLanes(store: Store, { owner, municipalities, most, leaseMs, longestPauseMs, serving = nothing }: Claiming, now: Moment): Promise<Claim[]> {
  const { real: realNow } = now;
  // A lease ends one silence after the sign of life that it was written with.
  const living = livingSigns(realNow, leaseMs);
  return store.system(async (tables) => {
    const find = async (where: Pick<Where<typeof lanes>, 'dueAt' | 'leasedUntil'>, limit: number) => {
      const found = await tables.find(lanes, { ...where, municipality: { in: municipalities } }, { by: [['dueAt', 'asc']], limit: limit + serving.size, skipLocked: true });
      return found.filter((lane) => !serving.has(laneKey(lane))).slice(0, limit);
    };
    const due = await find({ dueAt: { lte: realNow }, leasedUntil: { lte: living.after + leaseMs } }, most);
    // A clock that was set back must not leave behind what nobody touches for as long as it was ahead.
    if (due.length < most) due.push(...await find({ dueAt: { lte: realNow }, leasedUntil: { gt: living.until + leaseMs } }, most - due.length));
    if (longestPauseMs !== undefined && due.length < most) due.push(...await find({ dueAt: { gt: realNow + longestPauseMs, lt: never }, leasedUntil: { lte: living.after + leaseMs } }, most - due.length));
    const claimed: Claim[] = [];
    for (const { municipality, lane, fence } of due) {
      const taken = await tables.update(lanes, { municipality, lane, fence }, { fence: fence + 1, owner, leasedUntil: realNow + leaseMs });
      if (taken === 1) claimed.push({ municipality, lane, fence: fence + 1, leaseMs, since: now });
    }
    return claimed;
  });
}

/** The next item of a lane, if its turn has come: an item that waits for a person holds up those behind it. */
export async function headOf(tables: Pick<Tables, 'first'>, lane: string): Promise<Item | undefined> {
  const head = await tables.first(items, { lane, state: { in: ['waiting', 'failed', 'parked'] } }, { by: [['position', 'asc']], limit: 1 });
  return head?.state === 'waiting' ? head : undefined;
}

export class LaneLost extends Error {}

/** No deed begins in the second half of a lease, by whichever clock: it must have ended before somebody else may take the lane. */
export function hasTime({ leaseMs, since }: Pick<Claim, 'leaseMs' | 'since'>, now: Moment): boolean {
  return Math.max(now.real - since.real, now.steady - since.steady) <= leaseMs / 2;
}

/** @throws LaneLost */
export function demandTime(claim: Pick<Claim, 'leaseMs' | 'since'>, now: Moment): void {
  if (!hasTime(claim, now)) throw new LaneLost();
}

/** Proves that the lane is still ours and keeps it for longer. Throws when another node has taken over: nothing of ours may be committed. */
export async function holdLane(tables: Tables, { lane, fence, leaseMs }: Claim, realNow: number): Promise<void> {
  if (await tables.update(lanes, { lane, fence }, { leasedUntil: realNow + leaseMs }) === 0) throw new LaneLost();
}

/** Gives the lane back. `dueAt`: when its head wants to be tried again; left out, in its turn after all that is due already. */
export async function releaseLane(tables: Tables, claim: Claim, realNow: number, dueAt = realNow): Promise<void> {
  // The row is ours from here to the commit: who extends the lane or has something in it tried again comes before or after, never in between.
  await holdLane(tables, claim, realNow);
  await freeLane(tables, claim, dueAt);
}

/** The same for a lane that this transaction holds already. */
export async function freeLane(tables: Tables, { lane, fence }: Claim, dueAt: number): Promise<void> {
  const head = await headOf(tables, lane);
  await tables.update(lanes, { lane, fence }, { owner: null, leasedUntil: 0, dueAt: head ? dueAt : never });
}
