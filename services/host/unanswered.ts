/** What this process asked of the outside without getting an answer, by the clock that nobody can set: lanes are due by one that can be. */
export interface Unanswered {
  /** The other side may be at it for so long from now. */
  note(effect: string, forMs: number): void;
  /** For how much longer it may be, in whole milliseconds. */
  leftMs(effect: string): number;
}

/** In memory: who takes a lane over from another process has the clock on the wall only. */
export function openUnanswered(steadyNow: () => number): Unanswered {
  const until = new Map<string, number>();
  return {
    note: (effect, forMs) => {
      const now = steadyNow();
      for (const [known, ends] of until) if (ends <= now) until.delete(known);
      until.set(effect, now + forMs);
    },
    leftMs: (effect) => Math.ceil(Math.max(0, (until.get(effect) ?? 0) - steadyNow())),
  };
}
