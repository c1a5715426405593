import type { Idempotency } from '#services/kernel/port.ts';
import type { Retry } from '#services/kernel/failure.ts';

export interface RetryPolicy {
  /** First pause; doubles with each attempt. Milliseconds of real time. */
  readonly baseMs: number;
  readonly longestMs: number;
  /** After so many attempts it is a person's turn. */
  readonly attempts: number;
  /** How long an outside system may still be at what it gave no answer to, unless its port says otherwise. Some times our patience when left out. */
  readonly mayTakeMs?: number;
}
export const defaultRetryPolicy: RetryPolicy = { baseMs: 200, longestMs: 5 * 60_000, attempts: 25 };

/** Exponential back-off with full jitter in the upper half: `random` is uniform in [0, 1). */
export function pauseAfter(attempts: number, policy: Pick<RetryPolicy, 'baseMs' | 'longestMs'>, random: number): number {
  const full = Math.min(policy.longestMs, policy.baseMs * 2 ** Math.min(attempts - 1, 30));
  return Math.round(full / 2 + (full / 2) * random);
}

export type Verdict = 'again' | 'failed' | 'parked';

/** What happens after a failed attempt (R2): transient and repeatable ones are tried again, the rest waits for a person. */
export function judge(retry: Retry, idempotency: Idempotency, attempts: number, policy: RetryPolicy): Verdict {
  if (retry === 'never') return 'failed';
  if (retry === 'ambiguous' && idempotency === 'park') return 'parked';
  return attempts >= policy.attempts ? 'failed' : 'again';
}
