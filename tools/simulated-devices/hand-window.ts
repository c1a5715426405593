import type { PinWindow } from '#tools/device-agent/pin-window.ts';

/** What the citizen types when a PIN is asked the next time; `next`: the new one, where one is asked too. */
export type Typed = { readonly pin: string; readonly next?: string | undefined } | 'cancel';

export interface HandWindow extends PinWindow {
  /** The next time that the present PIN is asked. */
  type(typed: Typed): void;
  /** Is the citizen asked for a code now? */
  asksForCode(): boolean;
  /** The code that is asked for now, the same one twice; nothing: the citizen cancels. */
  choose(code: string | undefined): void;
}

/** A PIN window in which somebody types by levers; who is not told to type types nothing, until the agent takes the question back. Fictitious citizens only: what is typed is a string here. */
export function handWindow(): HandWindow {
  let typed: Typed | undefined;
  /** The new PIN of a change, for both times that it is asked. */
  let next: string | undefined;
  let again: string | undefined;
  let waits: ((code: string | undefined) => void) | undefined;
  let waitsForPin: (() => void) | undefined;
  const take = (): string | undefined => {
    const given = typed;
    typed = undefined;
    next = given === undefined || given === 'cancel' ? undefined : given.next;
    return given === undefined || given === 'cancel' ? undefined : given.pin;
  };
  return {
    type: (given) => {
      typed = given;
      waitsForPin?.();
    },
    asksForCode: () => waits !== undefined,
    choose: (code) => { waits?.(code); },
    ask: ({ kind, signal }) => new Promise((resolve) => {
      const answer = (digits: string | undefined) => {
        [waits, waitsForPin] = [undefined, undefined];
        resolve(digits === undefined ? undefined : Buffer.from(digits, 'latin1'));
      };
      signal.addEventListener('abort', () => { answer(undefined); }, { once: true });
      if (signal.aborted) answer(undefined);
      else if (kind === 'present') {
        waitsForPin = () => { answer(take()); };
        if (typed !== undefined) waitsForPin();
      } else if (kind === 'new-again') {
        const same = again;
        [again, next] = [undefined, undefined];
        answer(same);
      } else if (next !== undefined) {
        again = next;
        answer(next);
      } else waits = (code) => { again = code; answer(code); };
    }),
    close: () => Promise.resolve(),
  };
}
