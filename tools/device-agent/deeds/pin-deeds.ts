import { getCardData } from '../card/card-data.ts';
import { pinTries } from '../card/pin-tries.ts';
import { changeOnPad, verifyOnPad } from '../card/use-pad.ts';
import { changePin, verifyPin } from '../card/use-pin.ts';
import type { Card } from '../card-reader.ts';
import type { PinWindow } from '../pin-window.ts';
import { wipe } from '../sealing/wipe.ts';
import { askDigits, askNewDigits } from './ask-digits.ts';
import type { Deed, DeedCall, DeedMeans } from './deed.ts';
import { DeedFailed } from './deed-failed.ts';
import { demandCard } from './demand-card.ts';

type Asked = Parameters<Deed<'verify-pin'>>[0];

/** On the reader's own keys where it has them, else in the agent's window. The card is not held while the citizen thinks: a system may take it back from who holds it in silence. */
export const verifyPinDeed: Deed<'verify-pin'> = async (asked, call, means) =>
  means.holds.during(['card', 'window'], async () => isOver(asked, means) ?? concluded(asked, call, means, means.reader.hasPinpad()
    ? await onPad(asked, means, call, (pad) => verifyOnPad(pad, asked.language))
    : await inWindow(asked, call, means, async (window, triesLeft, signal) => {
      const digits = await askDigits(window, 'present', { language: asked.language, signal, ...triesLeft });
      if (!digits) return undefined;
      try {
        return await withCard(asked, means, call, (card, begin) => { begin(); return verifyPin(card, digits); });
      } finally {
        wipe(digits);
      }
    })));

export const changePinDeed: Deed<'change-pin'> = async (asked, call, means) =>
  means.holds.during(['card', 'window'], async () => isOver(asked, means) ?? concluded(asked, call, means, means.reader.hasPinpad()
    ? await onPad(asked, means, call, (pad) => changeOnPad(pad, asked.language))
    : await inWindow(asked, call, means, async (window, triesLeft, signal) => {
      const { language } = asked;
      const present = await askDigits(window, 'present', { language, signal, ...triesLeft });
      let next: Buffer | undefined;
      try {
        next = present && await askNewDigits(window, { language, signal });
        if (!present || !next) return undefined;
        const [old, chosen] = [present, next];
        return await withCard(asked, means, call, (card, begin) => { begin(); return changePin(card, old, chosen); });
      } finally {
        wipe(present, next);
      }
    })));

const timeOut = { result: 'time-out', left: null } as const;

/** Its time was over, or its visit, before anybody was asked: the card that is there may be the next citizen's. */
function isOver({ visit, until }: Asked, { timing, keeping }: DeedMeans): { readonly answer: typeof timeOut } | undefined {
  return timing.now() >= until || keeping.ended.has(visit) ? { answer: timeOut } : undefined;
}

type Pad = Parameters<typeof verifyOnPad>[0];

async function onPad<A>(asked: Asked, means: DeedMeans, call: DeedCall, ask: (pad: Pad) => Promise<A>): Promise<A | typeof timeOut> {
  return withCard(asked, means, call, ({ pinpad }, begin) => {
    if (!pinpad) throw new DeedFailed('reader-gone');
    begin();
    return ask(pinpad);
  });
}

/** It is looked at in the hold in which it is asked: while the citizen typed, another one may have been put in, or the visit may have ended. */
async function withCard<A>({ visit, card: named }: Asked, { reader, keeping }: DeedMeans, { touch }: DeedCall, ask: (card: Card, begin: () => void) => Promise<A>): Promise<A | typeof timeOut> {
  return reader.use(async (card) => {
    await demandCard(card, named);
    if (keeping.ended.has(visit)) return timeOut;
    return ask(card, touch);
  });
}

interface TriesLeft { readonly triesLeft?: number }

/** Nothing typed is `cancelled` by the citizen, or `time-out` when nobody waits any more. A blocked card asks for nothing. */
async function inWindow<A extends object>(
  { visit, card: named }: Asked, { key: request, signal: patience }: DeedCall, { window, reader, keeping, tell }: DeedMeans, ask: (window: PinWindow, left: TriesLeft, signal: AbortSignal) => Promise<A | undefined>,
): Promise<A | { readonly result: 'blocked' | 'cancelled' | 'time-out'; readonly left: number | null }> {
  if (!window) throw new DeedFailed('no-window');
  const left = await reader.use(async (card) => {
    await demandCard(card, named);
    return pinTries(card, await getCardData(card));
  });
  if (left === 0) return { result: 'blocked', left };
  tell({ visit, request }, 'pin-asked');
  const over = new AbortController();
  const stop = keeping.ended.onEnd(visit, () => { over.abort(); });
  const signal = AbortSignal.any([patience, over.signal]);
  try {
    return await ask(window, left === null ? {} : { triesLeft: left }, signal) ?? { result: signal.aborted ? 'time-out' : 'cancelled', left };
  } finally {
    stop();
  }
}

function concluded<A extends object>({ visit }: Asked, { key: request }: DeedCall, { tell }: DeedMeans, answer: A): { answer: A; keep: () => void } {
  return { answer, keep: () => { tell({ visit, request }, 'done'); } };
}
