import { specOf } from '#services/journey/journey.states.ts';
import type { Standing } from './outreach.contract.ts';
import type { Citizen } from './outreach.store.ts';
import type { RulesOfDay } from './rules-of-day.ts';

export type Facts = Pick<Citizen, 'expiresOn' | 'state' | 'counterAt' | 'toldAt' | 'failedBy' | 'askedAt'>;

/** How far somebody is on this day. */
export function judgeStanding({ expiresOn, state, counterAt, toldAt, failedBy, askedAt }: Facts, { windowUntil }: Pick<RulesOfDay, 'windowUntil'>): Standing {
  if (state === 'closed') return 'served';
  if (state === 'renewed-at-counter') return 'counter';
  const phase = state === null ? undefined : specOf(state).phase;
  // Who was served at the counter between two dossiers, or before the first, is told of by the card alone.
  if (counterAt !== null && (phase === undefined || phase === 'ended')) return 'counter';
  if (phase === 'ended') return 'stopped';
  if (phase === 'biometrics' || phase === 'delivery') return 'under-way';
  if (phase === 'request' || askedAt !== null) return 'asked';
  if (phase === undefined) return expiresOn > windowUntil ? 'not-yet' : 'due';
  if (state === 'unreachable' || (toldAt === null && failedBy !== null)) return 'not-reached';
  return toldAt === null ? 'due' : 'reached';
}
