import { bizaFailures } from '../biza.port.ts';
import { statedFaults, type BizaFailure } from '../wire/fault-codes.ts';

/**
 * What can come back instead of an answer, and what the house may do next. An answer that nobody can check proves nothing: after a write it
 * leaves open whether BiZa acted, and the same key asks again.
 */
const table = {
  /** No connection, or no TLS: nothing left this machine. */
  'not-sent': { read: 'unavailable', write: 'unavailable' },
  /** Out of time, a broken connection, a gateway that got no answer. */
  lost: { read: 'unavailable', write: 'no-answer' },
  /** HTTP says that it did not take the request in. */
  busy: { read: 'unavailable', write: 'unavailable' },
  /** Our key or certificate cannot be used: nothing left this machine. */
  'unusable-key': { read: 'credentials-refused', write: 'credentials-refused' },
  /** HTTP says that it does not know us. */
  'not-let-in': { read: 'credentials-refused', write: 'credentials-refused' },
  /** Not signed, altered, expired, signed by another, an answer to something else, no XML, too large, not in the shape of the contract. */
  unverified: { read: 'untrusted-answer', write: 'untrusted-answer' },
  /** A fault of the bus itself. */
  'unsigned-fault': { read: 'unavailable', write: 'unsigned-fault' },
} as const satisfies Readonly<Record<string, { readonly read: BizaFailure; readonly write: BizaFailure }>>;

export type Mishap = keyof typeof table;

export function failureOf(mishap: Mishap, kind: 'read' | 'write', cause?: unknown): Error {
  return bizaFailures[table[mishap][kind]]({ cause });
}

/** What BiZa itself states. A code that is not in the contract says nothing that can be relied on. */
export function refusalOf(code: string, kind: 'read' | 'write'): Error {
  const known = statedFaults.find((fault) => fault.code === code);
  return known ? bizaFailures[known.failure]() : failureOf('unverified', kind);
}
