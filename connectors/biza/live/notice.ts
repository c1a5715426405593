import type { Mishap } from './failure-table.ts';

/** What was seen of the other side beside its answer, for whoever checks a connector. */
export interface Noticed { readonly mishap?: Mishap; /** Until when its certificate is valid. */ readonly validTo?: number; /** Code of the network or of HTTP. */ readonly code?: string }
export type Notice = (noticed: Noticed) => void;
