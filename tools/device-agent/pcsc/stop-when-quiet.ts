import type { Later } from './keep-line.ts';

const quietMs = 250;

/**
 * pcsc-mini 0.1.3 wakes its watching thread once when it is stopped, and waits until it has ended. A thread that is just between two looks, as it is right after each change of a
 * reader, misses that, and the whole process stands still for ever. So it is stopped when nothing has changed for a while.
 */
export function stopWhenQuiet(stop: () => void, { now, later }: { readonly now: () => number; readonly later: Later }): { changed(): void; stop(): void } {
  let last = -quietMs;
  const tryStop = (): void => {
    const left = last + quietMs - now();
    if (left <= 0) stop();
    else later(left, tryStop);
  };
  return { changed: () => { last = now(); }, stop: tryStop };
}
