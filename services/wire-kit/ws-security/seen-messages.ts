import { wssFailure } from './wss-failures.ts';

/** Remembers messages until they are too old to be taken anyway. A durable one stands with the caller: its inbox. */
export interface SeenMessages {
  /** True for the first who brings this identity, false for all later ones. `until` is when it may be forgotten. */
  firstTime(identity: string, until: number): boolean | Promise<boolean>;
}

/** For one process. When it is full it refuses new messages: forgetting one early would let it in again. */
export function rememberInMemory(capacity: number, now: () => number): SeenMessages {
  const until = new Map<string, number>();
  const forget = (): void => {
    for (const [identity, end] of until) if (end < now()) until.delete(identity);
  };
  return {
    firstTime(identity, end) {
      if (until.has(identity) && (until.get(identity) ?? 0) >= now()) return false;
      if (until.size >= capacity) forget();
      if (until.size >= capacity) throw wssFailure('guard-full', 'Security', `more than ${capacity} messages at once`);
      until.set(identity, end);
      return true;
    },
  };
}
