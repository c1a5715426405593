import type { Card } from '../card-reader.ts';
import { readPinStatus, pinReference, type PadAnswer } from './use-pin.ts';

type Pad = NonNullable<Card['pinpad']>;
type Language = Parameters<Pad['verify']>[1];

/** Typed wrongly on the keys (`6402` two that differ, `6403` too short): the card was asked nothing, so it may be typed again. */
const typedAgain: readonly number[] = [0x6402, 0x6403];
const most = 3;

/** The citizen types the PIN on the keys of the reader: it never comes here. */
export async function verifyOnPad(pad: Pad, language?: Language): Promise<PadAnswer<'verified'>> {
  return typed(() => pad.verify(pinReference, language), 'verified');
}

/** The present PIN, the new one and the new one again. */
export async function changeOnPad(pad: Pad, language?: Language): Promise<PadAnswer<'changed'>> {
  return typed(() => pad.change(pinReference, language), 'changed');
}

async function typed<Done extends string>(ask: () => ReturnType<Pad['verify']>, done: Done): Promise<PadAnswer<Done>> {
  for (let time = 1; time <= most; time += 1) {
    const said = await ask();
    if (said === 'cancelled' || said === 'time-out') return { result: said, left: null };
    const word = ((said.at(-2) ?? 0) << 8) | (said.at(-1) ?? 0);
    if (!typedAgain.includes(word)) return readPinStatus(word, done);
  }
  return { result: 'cancelled', left: null };
}
