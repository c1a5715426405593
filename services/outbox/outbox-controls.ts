import type { Circuit } from './circuit-breaker.ts';

/** What the outbox needs to know of the node it runs on. */
export interface OutboxControls {
  readonly node: string;
  readonly realNow: () => number;
  /** The connectors of a municipality, by port, each with the names of its effects. */
  readonly effectsOf: (municipality: string) => ReadonlyMap<string, readonly string[]>;
  /** What this node thinks of the way to a system. */
  readonly circuitOf: (municipality: string, port: string) => Circuit['state'];
  readonly wake: () => void;
}
