/** Time and chance, passed in: a test moves them by hand. */
export interface Timing {
  /** Epoch milliseconds, UTC. */
  readonly now: () => number;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Calls back once so many milliseconds are over, unless what it gives back is called before. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
}

export const realTiming: Timing = {
  now: Date.now,
  random: Math.random,
  after: (milliseconds, then) => {
    const timer = setTimeout(then, milliseconds);
    return () => { clearTimeout(timer); };
  },
};

/** Does it now, and again each time so many milliseconds are over, until what it gives back is called. */
export function repeatEvery(timing: Timing, milliseconds: number, act: () => void): () => void {
  let stop = () => {};
  const turn = () => {
    act();
    stop = timing.after(milliseconds, turn);
  };
  turn();
  return () => { stop(); };
}
