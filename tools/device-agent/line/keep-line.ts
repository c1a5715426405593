import type { FromHouse } from '#services/agents/frames.ts';
import { pauseAfter } from '#services/outbox/retry-policy.ts';
import { openLine, type LineWish, type Say } from './open-line.ts';

/** Where the agent stands with its house; `why` it is not there, as a code. */
export type LineStanding =
  | { readonly line: 'open' } | { readonly line: 'opening' } | { readonly line: 'waiting'; readonly why: string; readonly until: number } | { readonly line: 'ended'; readonly why: string };

export interface KeptLine {
  standing(): LineStanding;
  /** False: there is no line now. */
  say: Say;
  close(): void;
}

export interface KeepLineWish extends Omit<LineWish, 'onWelcome' | 'onFrame' | 'onEnd' | 'keys'> {
  readonly keys: () => LineWish['keys'];
  readonly onOpen: (welcome: Extract<FromHouse, { frame: 'welcome' }>) => void;
  /** `say` answers on the line that the frame came by, and on no later one. */
  readonly onFrame: (frame: FromHouse, say: Say) => void;
  readonly onStanding: (standing: LineStanding) => void;
}

const backOff = { baseMs: 500, longestMs: 60_000 };
/** Coming again changes nothing: a person has to do something. */
const forGood = new Set(['agents.revoked', 'agents.unknown']);
/** Another agent has the same key: they would take the line from each other for ever. */
const forLong = new Set(['agents.replaced']);

/** A line to the house for as long as this agent runs: opened again after exponential pauses with jitter, and not at all where the house does not want it any more. */
export function keepLine({ keys, onOpen, onFrame, onStanding, ...wish }: KeepLineWish): KeptLine {
  let standing: LineStanding = { line: 'opening' };
  let attempts = 0;
  let stop = () => {};
  let current: Say | undefined;
  const stand = (next: LineStanding) => {
    standing = next;
    onStanding(next);
  };
  const open = () => {
    stand({ line: 'opening' });
    let mine: Say = () => false;
    stop = openLine({
      ...wish, keys: keys(),
      onWelcome: (say, welcome) => {
        [mine, current, attempts] = [say, say, 0];
        stand({ line: 'open' });
        onOpen(welcome);
      },
      onFrame: (frame) => { onFrame(frame, mine); },
      onEnd: (why) => {
        current = undefined;
        if (why === 'closed' || forGood.has(why)) return stand({ line: 'ended', why });
        attempts += 1;
        const pause = forLong.has(why) ? backOff.longestMs * 5 : pauseAfter(attempts, backOff, wish.timing.random());
        stand({ line: 'waiting', why, until: wish.timing.now() + pause });
        stop = wish.timing.after(pause, open);
      },
    });
  };
  open();
  return {
    standing: () => standing,
    say: (frame) => current?.(frame) ?? false,
    close: () => {
      stop();
      if (standing.line !== 'ended') stand({ line: 'ended', why: 'closed' });
    },
  };
}
