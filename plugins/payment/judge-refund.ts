import type { State } from '#services/journey/journey.states.ts';
import { specOf } from '#services/journey/journey.states.ts';

export interface Leaving {
  /** The state that the dossier left, and the one in which it ended. */
  readonly from: State;
  readonly state: State;
  readonly at: number;
  /** Beginning of the first visit that was certain, if there ever was one. */
  readonly visit: number | null;
  readonly refundUntilHours: number;
}

/**
 * Is the fee given back when a dossier ends? Always when the municipality sends the citizen to the counter. When the citizen leaves: as
 * long as no visit was certain, or in time before it. Never once the visit has begun.
 */
export function owesRefund({ from, state, at, visit, refundUntilHours }: Leaving): boolean {
  if (state === 'referred-to-counter') return true;
  if (state !== 'withdrawn' && state !== 'renewed-at-counter') return false;
  const { phase } = specOf(from);
  if (phase === 'invitation' || phase === 'request') return true;
  if (from !== 'scheduled' && from !== 'visit-missed') return false;
  const until = lastRefund({ visit, refundUntilHours });
  return until === null || at <= until;
}

/** Until when a citizen who leaves gets the money back; null: as long as no visit is certain. */
export function lastRefund({ visit, refundUntilHours }: Pick<Leaving, 'visit' | 'refundUntilHours'>): number | null {
  return visit === null ? null : visit - refundUntilHours * 3_600_000;
}
