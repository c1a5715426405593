import type { Caller } from '#services/kernel/caller.ts';

export interface Verified { readonly caller: Caller; /** Epoch milliseconds UTC, by the real clock. */ readonly until: number }

const remembered = 1_000;

/** A signature that was verified once need not be verified with each request; the oldest goes first. */
export function remembering(realNow: () => number, verify: (token: string) => Promise<Verified>): (token: string) => Promise<Caller> {
  const known = new Map<string, Verified>();
  return async (token) => {
    const earlier = known.get(token);
    if (earlier && earlier.until > realNow()) return earlier.caller;
    const verified = await verify(token);
    const oldest = known.size >= remembered ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    known.set(token, verified);
    return verified.caller;
  };
}
