import type { Finding } from '#services/kernel/connector.ts';
import type { DeskDecision } from '#services/kernel/port.ts';
import type { Circuit } from './circuit-breaker.ts';
import type { Item } from './outbox.store.ts';

/** A person's word that an effect did happen. */
export interface Happened {
  readonly municipality: string; readonly item: string; readonly output: Readonly<Record<string, unknown>> | undefined;
  readonly actor: string; readonly traceId: string; readonly why: string;
}

/** What the outbox needs to know of the node it runs on. */
export interface OutboxControls {
  readonly node: string;
  readonly realNow: () => number;
  /** The connectors of a municipality, by port, each with the names of its effects. */
  readonly effectsOf: (municipality: string) => ReadonlyMap<string, readonly string[]>;
  /** What this node thinks of the way to a system. */
  readonly circuitOf: (municipality: string, port: string) => Circuit['state'];
  /** Takes a message in as if its sender had just sent it. */
  readonly takeIn: (municipality: string, message: { readonly source: string; readonly messageId: string; readonly payload: Readonly<Record<string, unknown>> }) => Promise<void>;
  /** What its operation lets those decide who work with the dossier. */
  readonly atDesk: (item: Pick<Item, 'plugin' | 'kind' | 'name'>) => readonly DeskDecision[];
  /** Settles an effect that waits for a person as done, and does what follows from that; false when it does not wait any more. */
  readonly settleHappened: (happened: Happened) => Promise<boolean>;
  /** Certificates and keys of its live connectors, ours and theirs. What was seen so shortly before will do. A connector that cannot be looked at has one line without `until`. */
  readonly certificatesOf: (municipality: string, seenWithinMs: number) => Promise<readonly { readonly port: string; readonly says: string; readonly until: number | null }[]>;
  /** What a look at one connector finds. A secret that cannot be read is a finding too. */
  readonly check: (municipality: string, port: string) => Promise<readonly Omit<Finding, 'until'>[]>;
  readonly wake: () => void;
}
