import { timingSafeEqual } from 'node:crypto';
import type { PinQuestion, PinWindow } from '../pin-window.ts';
import { wipe } from '../sealing/wipe.ts';

type Asked = Pick<PinQuestion, 'language' | 'signal' | 'triesLeft'>;

/** Four to twelve digits, to be wiped by the caller; asked again for anything else. Nothing when the citizen cancelled, or the time was over. @throws PinWindowGone */
export async function askDigits(window: PinWindow, kind: PinQuestion['kind'], asked: Asked, before?: PinQuestion['wrong']): Promise<Buffer | undefined> {
  let wrong = before;
  for (;;) {
    const typed = await window.ask({ kind, ...asked, ...(wrong !== undefined && { wrong }) });
    if (!typed || isCode(typed)) return typed;
    wipe(typed);
    wrong = 'not-4-to-12-digits';
  }
}

/** A new code, typed twice the same. */
export async function askNewDigits(window: PinWindow, { language, signal }: Asked): Promise<Buffer | undefined> {
  let wrong: PinQuestion['wrong'];
  for (;;) {
    const first = await askDigits(window, 'new', { language, signal }, wrong);
    if (!first) return undefined;
    let again: Buffer | undefined;
    let isSame = false;
    try {
      again = await window.ask({ kind: 'new-again', language, signal });
      if (!again) return undefined;
      isSame = again.length === first.length && timingSafeEqual(again, first);
      if (isSame) return first;
    } finally {
      wipe(again);
      if (!isSame) wipe(first);
    }
    wrong = 'not-the-same';
  }
}

function isCode(typed: Uint8Array): boolean {
  return typed.length >= 4 && typed.length <= 12 && typed.every((digit) => digit >= 0x30 && digit <= 0x39);
}
