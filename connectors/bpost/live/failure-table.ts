import { saidByStatus } from '#connectors/rest-kit/mishaps.ts';
import { bpostFailures } from '../bpost.port.ts';

type BpostFailure = keyof typeof bpostFailures;

/**
 * What can come back instead of an answer, and what the house may do next. Each operation may be repeated as it is, so what leaves open whether bpost
 * acted is asked again.
 */
const table = {
  /** No connection, or no TLS: nothing left this machine. */
  'not-sent': { read: 'unavailable', write: 'unavailable' },
  /** Out of time, a broken connection, a gateway that got no answer, a server that broke. */
  lost: { read: 'unavailable', write: 'no-answer' },
  /** HTTP says that it did not take the request in. */
  busy: { read: 'unavailable', write: 'unavailable' },
  'not-let-in': { read: 'credentials-refused', write: 'credentials-refused' },
  /** Not in the shape that was agreed, about something else, too large, a page for people, a way elsewhere. */
  unverified: { read: 'untrusted-answer', write: 'untrusted-answer' },
  /** The service itself says no. */
  refused: { read: 'refused', write: 'refused' },
  /** The service itself says that it knows no such thing. */
  unknown: { read: 'unknown-delivery', write: 'unknown-delivery' },
} as const satisfies Readonly<Record<string, { readonly read: BpostFailure; readonly write: BpostFailure }>>;

export type Mishap = keyof typeof table;
export type Kind = 'read' | 'write';

/** What an HTTP status says whatever came with it; nothing where the service has to speak. Nobody is followed to another address. */
export const mishapOf = (status: number): Mishap | undefined => (status >= 300 && status < 400 ? 'unverified' : saidByStatus(status));

export function failureOf(mishap: Mishap, kind: Kind): Error {
  return bpostFailures[table[mishap][kind]]();
}
