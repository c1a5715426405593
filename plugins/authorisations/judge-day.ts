import type { Act, AuthorisationRecord, DayStatus, Holder } from './authorisations.store.ts';
import { covering } from './judge-authorisation.ts';

/** What BiZa said today of one holder; `answered` is false when it said nothing. */
export interface Heard { readonly holder: Holder; readonly answered: boolean; readonly records: readonly Pick<AuthorisationRecord, 'act' | 'validFrom' | 'validUntil' | 'withdrawn'>[] }

/** The law: fingerprints are taken by an official, never by bpost. */
const actors: Readonly<Record<Act, readonly Holder[]>> = { 'capture-biometrics': ['official'], 'activate-card': ['official', 'bpost-employee'] };

/**
 * Whether BiZa lets the municipality do this act at all on this day: the municipality itself, somebody and some device. One of the three that is missing for sure is
 * enough to say no; a yes needs all three; anything else nobody knows.
 */
export function judgeDay(heard: readonly Heard[], act: Act, day: string): DayStatus {
  const parts = [['municipality'], actors[act], ['device']].map((kinds): DayStatus => {
    const among = heard.filter(({ holder }) => kinds.includes(holder));
    if (among.some(({ records }) => covering(records, act, day) !== undefined)) return 'authorised';
    return among.every(({ answered }) => answered) ? 'refused' : 'unknown';
  });
  return worst(parts);
}

/** Of several things that are all needed. */
export function worst(statuses: readonly DayStatus[]): DayStatus {
  if (statuses.includes('refused')) return 'refused';
  return statuses.includes('unknown') ? 'unknown' : 'authorised';
}
