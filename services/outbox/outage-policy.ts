/** When a system seems to be down, and how long it is left in peace. Milliseconds of real time. */
export interface BreakerPolicy {
  /** So many failures in a row that were not the asker's fault. */
  readonly failures: number;
  /** First pause; doubles each time that a probe fails too. */
  readonly baseMs: number;
  readonly longestMs: number;
}

export interface OutagePolicy {
  readonly breaker: BreakerPolicy;
  /** Of one connector and municipality: repeats that fail again, in one minute. More than that is no bad luck any more. */
  readonly retriesPerMinute: number;
}
export const defaultOutagePolicy: OutagePolicy = { breaker: { failures: 5, baseMs: 2_000, longestMs: 5 * 60_000 }, retriesPerMinute: 120 };
