/** How far the work is, and what has to happen when it is so far. */
export interface Progress {
  /** One step of one journey is done. */
  step(): void;
  /** A journey ended: the steps that it did not take will not be taken. */
  share(): number;
}

/** @param reached Told the share of the work that is done, after each step. */
export function progressOf(steps: number, reached: (share: number) => void): Progress {
  let done = 0;
  const share = () => Math.min(1, done / steps);
  return { step: () => { done += 1; reached(share()); }, share };
}
