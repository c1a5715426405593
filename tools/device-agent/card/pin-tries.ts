import type { Card } from '../card-reader.ts';
import { getTriesOfCardData, type CardData } from './card-data.ts';
import { exchange, status } from './exchange.ts';
import { pinReference } from './use-pin.ts';

const [applet17, applet18] = [0x17, 0x18];

/**
 * How many tries the PIN has left, asked without using one; nothing when the card does not tell. Applet 1.8 says it among its data, 1.7 answers a VERIFY without a
 * PIN. What is older may take that for a wrong one (the government's middleware avoids it for that reason): it is not asked.
 */
export async function pinTries(card: Card, { version }: CardData): Promise<number | null> {
  if (version >= applet18) return getTriesOfCardData(card);
  if (version < applet17) return null;
  const { status: said } = await exchange(card, Uint8Array.of(0x00, 0x20, 0x00, pinReference, 0x00));
  if (said >> 4 === 0x63c) return said & 0xf;
  return said === status.blocked ? 0 : null;
}
