import type { Circuit } from './circuit-breaker.ts';

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
  readonly wake: () => void;
}
