import type { Act, AuthorisationRecord } from './authorisations.store.ts';

type Span = Pick<AuthorisationRecord, 'act' | 'validFrom' | 'validUntil' | 'withdrawn'>;

/** The authorisation that covers this act on this day, the longest running one first; both ends of its period included. */
export function covering<S extends Span>(spans: readonly S[], act: Act, day: string): S | undefined {
  return spans
    .filter((span) => span.act === act && !span.withdrawn && span.validFrom <= day && day <= span.validUntil)
    .sort((a, b) => b.validUntil.localeCompare(a.validUntil))[0];
}
