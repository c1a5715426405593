import { isSilent } from '#services/kernel/sign-of-life.ts';
import type { BreakerPolicy } from './outage-policy.ts';
import { pauseAfter } from './retry-policy.ts';

/** The way to one outside system. `opened`: how often in a row; `until`: real time from which one probe may go. */
export type Circuit =
  | { readonly state: 'closed'; readonly failures: number }
  | { readonly state: 'open'; readonly opened: number; readonly pauseMs: number; readonly until: number }
  | { readonly state: 'half-open'; readonly opened: number; readonly pauseMs: number };

/** `through`: as one of many; `probe`: alone, to see whether the system is back. */
export type Pass = 'through' | 'probe';

/** `answered`: the system works, whatever it said; `unwell`: it gave no answer that means anything; `nothing`: it was not reached by what happened. */
export type Sign = 'answered' | 'unwell' | 'nothing';

export const closed: Circuit = { state: 'closed', failures: 0 };

/** Who wants to ask the system something. Without a pass nobody goes now. */
export function enter(circuit: Circuit, now: number): { readonly circuit: Circuit; readonly pass?: Pass } {
  if (circuit.state === 'closed') return { circuit, pass: 'through' };
  if (circuit.state === 'half-open') return { circuit };
  // A clock that was set back makes nobody wait longer than two pauses.
  const due = isSilent(circuit.until - circuit.pauseMs, now, circuit.pauseMs);
  return due ? { circuit: { state: 'half-open', opened: circuit.opened, pauseMs: circuit.pauseMs }, pass: 'probe' } : { circuit };
}

/** Who went comes back. Only the probe decides over a circuit that is not closed: what others set out for before it opened says nothing new. */
export function leave(circuit: Circuit, pass: Pass, sign: Sign, { now, random }: { readonly now: number; readonly random: number }, policy: BreakerPolicy): Circuit {
  const open = (opened: number): Circuit => {
    const pauseMs = pauseAfter(opened, policy, random);
    return { state: 'open', opened, pauseMs, until: now + pauseMs };
  };
  if (circuit.state === 'closed') {
    if (sign === 'nothing') return circuit;
    if (sign === 'answered') return closed;
    return circuit.failures + 1 >= policy.failures ? open(1) : { state: 'closed', failures: circuit.failures + 1 };
  }
  if (circuit.state === 'open' || pass !== 'probe') return circuit;
  if (sign === 'answered') return closed;
  return sign === 'unwell' ? open(circuit.opened + 1) : { state: 'open', opened: circuit.opened, pauseMs: circuit.pauseMs, until: now };
}

/**
 * When somebody without a pass comes again: spread, so that not all come at once. Who has just probed in vain comes after the others: one that
 * always fails keeps nobody from being the next probe.
 */
export function comeBackAt(circuit: Circuit, probed: boolean, now: number, random: number): number {
  if (circuit.state === 'closed') return now;
  const spread = circuit.pauseMs / 10;
  return Math.ceil((circuit.state === 'open' ? circuit.until : now + circuit.pauseMs) + (probed ? spread : spread * random));
}
