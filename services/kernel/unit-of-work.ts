import type { SealedEnvelope } from './port.ts';
import type { EventName, EventPayload } from './registry.ts';
import type { Tables } from './tables.ts';

/** One line in the municipality's chained audit log. Subject and details are references, never personal data in clear. */
export interface AuditEntry {
  /** What was done: an action's or operation's name. */
  readonly what: string;
  /** Reference to whom or what it concerned: `dossier:<id>`, `person:<id>`; `insz:<keyed hash>` for a number of nobody known here. */
  readonly subject?: string;
  /** Why: the purpose of a look-up, the reason of an act. */
  readonly why?: string;
  readonly result: 'done' | 'refused' | 'failed' | 'unanswered';
}

export interface ClaimedIndex { readonly newest: string; readonly all: readonly string[] }

/**
 * State, history, audit, events and outgoing effects that commit together or not at all. Inside it there is only the
 * database: no port can be reached, so no remote call ever holds a transaction open.
 */
export interface UnitOfWork extends Tables {
  readonly municipality: string;
  /** Reference of who acts, as it goes into history and audit: `official:els.peeters`, `citizen`, `job:expiry-check`. */
  readonly actor: string;
  readonly traceId: string;
  /** Business time of this unit of work, fixed for its duration. Epoch milliseconds UTC. */
  readonly at: number;
  /** A new UUIDv7. */
  newId(): string;
  /** Blind indexes of a personal value (HMAC-SHA-256), one for each key of the municipality, the newest first: to look, match with `{ in: … }`. */
  blindIndexes(purpose: string, value: string): readonly string[];
  /**
   * Before a row is written whose blind index must be the only one of its value: waits for every other unit of work that is about to write the same
   * value, under whichever key, and gives the indexes anew. Look under all, then write the newest.
   * @throws vault.key-behind
   */
  claimIndex(purpose: string, value: string): Promise<ClaimedIndex>;
  audit(entry: AuditEntry): Promise<void>;
  /** Keeps ciphertext that only BiZa can open, until the legal limit at the latest, and gives a reference to pass on instead. */
  keepSealed(envelope: SealedEnvelope): Promise<string>;
  /** What whoever sealed it says that it is for. Undefined: it is not here any more. */
  boundTo(reference: string): Promise<SealedEnvelope['boundTo'] | undefined>;
  /** BiZa has it: ours goes. */
  destroySealed(reference: string): Promise<void>;
  /** Any event of the registry; plugins use the narrower `emit` of their own contract. */
  publish<K extends EventName>(name: K, payload: EventPayload<K>): Promise<void>;
}
