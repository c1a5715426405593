import type { Retry } from '#services/kernel/failure.ts';

/** How a step ended: `done` or a word of its own; for what failed its declared type and what may happen next. */
export interface Ended { readonly result: string; readonly retry?: Retry; readonly ms: number }
