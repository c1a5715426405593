import type { Timing } from '../timing.ts';

/** Time that goes by when it is told to. */
export interface HandTiming extends Timing {
  /** Everything that is due by then happens, in its order. */
  pass(milliseconds: number): void;
}

export function handTiming(start: number): HandTiming {
  let now = start;
  const due = new Set<{ readonly at: number; readonly act: () => void }>();
  return {
    now: () => now, random: () => 0.5,
    after: (milliseconds, then) => {
      const entry = { at: now + milliseconds, act: then };
      due.add(entry);
      return () => { due.delete(entry); };
    },
    pass: (milliseconds) => {
      const end = now + milliseconds;
      for (;;) {
        const [next] = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        due.delete(next);
        now = Math.max(now, next.at);
        next.act();
      }
      now = end;
    },
  };
}
