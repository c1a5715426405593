import { closed, comeBackAt, enter, leave, type Circuit, type Pass, type Sign } from '#services/outbox/circuit-breaker.ts';
import type { OutagePolicy } from '#services/outbox/outage-policy.ts';
import { spend, unspent, type Budget } from '#services/outbox/retry-budget.ts';

/** Lanes that wait, each with the moment at which it would come by itself. */
export type WaitingLanes = ReadonlyMap<string, number>;
const nobody: WaitingLanes = new Map();

export interface Permit {
  readonly pass: Pass;
  /** Must be said once, whatever happened. Gives the lanes to wake when the system turns out to be back. */
  end(sign: Sign): WaitingLanes;
}

/** What this node has met on its way to each outside system of each municipality. In memory: another node finds out for itself. */
export interface Circuits {
  /** Nothing when the system is left in peace for now. */
  enter(municipality: string, port: string): Permit | undefined;
  stateOf(municipality: string, port: string): Circuit['state'];
  comeBackAt(municipality: string, port: string, probed: boolean): number;
  /** Keeps in mind that a lane has been laid aside until then; false when the system is back already. */
  awaits(municipality: string, port: string, lane: string, until: number): boolean;
  /** Counts a repeat that failed again. Says whether there have been too many in this minute. */
  overspends(municipality: string, port: string): boolean;
}

interface Way { circuit: Circuit; budget: Budget; waiting: Map<string, number> }

export function openCircuits(policy: OutagePolicy, realNow: () => number, random: () => number): Circuits {
  const ways = new Map<string, Way>();
  const wayTo = (municipality: string, port: string): Way => {
    const key = `${municipality}/${port}`;
    const way = ways.get(key) ?? { circuit: closed, budget: unspent, waiting: new Map<string, number>() };
    ways.set(key, way);
    return way;
  };
  return {
    enter: (municipality, port) => {
      const way = wayTo(municipality, port);
      const { circuit, pass } = enter(way.circuit, realNow());
      way.circuit = circuit;
      return pass && { pass, end: (sign) => {
        way.circuit = leave(way.circuit, pass, sign, { now: realNow(), random: random() }, policy.breaker);
        if (way.circuit.state !== 'closed' || way.waiting.size === 0) return nobody;
        const { waiting } = way;
        way.waiting = new Map();
        return waiting;
      } };
    },
    stateOf: (municipality, port) => wayTo(municipality, port).circuit.state,
    comeBackAt: (municipality, port, probed) => comeBackAt(wayTo(municipality, port).circuit, probed, realNow(), random()),
    awaits: (municipality, port, lane, until) => {
      const way = wayTo(municipality, port);
      if (way.circuit.state === 'closed') return false;
      way.waiting.set(lane, until);
      return true;
    },
    overspends: (municipality, port) => {
      const way = wayTo(municipality, port);
      const { budget, overspent } = spend(way.budget, realNow(), policy.retriesPerMinute);
      way.budget = budget;
      return overspent;
    },
  };
}
