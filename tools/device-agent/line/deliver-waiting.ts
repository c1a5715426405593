import type { FromHouse } from '#services/agents/frames.ts';
import { BrokenFrame } from '#services/agents/sign-frame.ts';
import { pauseAfter } from '#services/outbox/retry-policy.ts';
import type { Keeping } from '../keeping/open-keeping.ts';
import type { Timing } from '../timing.ts';
import type { Say } from './open-line.ts';

export interface Deliverer {
  /** Something was added, or the line is open again. */
  go(): void;
  /** The line is gone: what was under way is delivered again on the next one. */
  lineGone(): void;
  hear(frame: Extract<FromHouse, { frame: 'taken' | 'not-taken' }>): void;
  close(): void;
}

const again = { baseMs: 1_000, longestMs: 10 * 60_000 };
/** The house commits before it says `taken`; after so long it is asked again, with the same id. */
const patienceMs = 60_000;

/** Delivers what waits, oldest first and one at a time, each with its own id until the house has it. */
export function deliverWaiting({ keeping, timing, say, changed }: { readonly keeping: Keeping; readonly timing: Timing; readonly say: Say; readonly changed: () => void }): Deliverer {
  let underWay: { readonly id: string; readonly message: string; readonly tries: number } | undefined;
  let stop = () => {};
  const pause = (tries: number) => timing.now() + pauseAfter(tries + 1, again, timing.random());
  const rest = () => {
    stop();
    underWay = undefined;
  };
  const drop = (id: string, what: string, why: string) => {
    keeping.together(() => {
      keeping.deliveries.taken(id);
      keeping.notices.add({ what, why }, timing.now());
    });
  };
  const go = () => {
    if (underWay) return;
    stop();
    const next = keeping.deliveries.next(timing.now());
    if (!next) {
      const soonest = keeping.deliveries.soonest();
      if (soonest !== undefined) stop = timing.after(soonest - timing.now(), go);
      return;
    }
    const { delivery: { id, message }, tries } = next;
    try {
      if (!say({ frame: 'deliver', ...next.delivery })) return;
    } catch (error) {
      if (!(error instanceof BrokenFrame)) throw error;
      drop(id, message, error.code);
      changed();
      return go();
    }
    underWay = { id, message, tries };
    stop = timing.after(patienceMs, () => {
      keeping.deliveries.postpone(id, pause(tries));
      rest();
      go();
    });
  };
  return {
    go, lineGone: rest, close: rest,
    hear: (frame) => {
      if (frame.id !== underWay?.id) {
        // Late, of a delivery that was given up waiting for: it is there.
        if (frame.frame === 'taken') keeping.deliveries.taken(frame.id);
      } else {
        if (frame.frame === 'taken') keeping.deliveries.taken(frame.id);
        else if (frame.again) keeping.deliveries.postpone(frame.id, pause(underWay.tries));
        else drop(frame.id, underWay.message, frame.why);
        rest();
      }
      changed();
      go();
    },
  };
}
