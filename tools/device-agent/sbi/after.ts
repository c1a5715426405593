/** Calls back once so many milliseconds are over, unless what it gives back is called before. */
export type After = (milliseconds: number, then: () => void) => () => void;

export const realAfter: After = (milliseconds, then) => {
  const timer = setTimeout(then, milliseconds);
  return () => clearTimeout(timer);
};
