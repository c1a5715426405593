import type { Watch } from '#services/kernel/watch.ts';
import type { Metrics } from './metrics.ts';

/** With what a node is observed: its steps, and its figures where somebody asks for them. */
export interface Observing {
  readonly watch: Watch;
  readonly metrics?: Metrics | undefined;
  readonly spansDropped?: () => number;
  /** Sends away what has gathered. */
  readonly close?: () => Promise<void>;
}
