import { createHash } from 'node:crypto';
import { pinBlock } from '#connectors/biza/wire/card-commands.ts';
import type { Card, DevicesWorld } from './devices-world.ts';

export type PinResult = 'good' | 'wrong' | 'blocked' | 'cancelled' | 'time-out';

/** As many as a Belgian card allows. */
export const mostTries = 3;

export function printOf(digits: string): string {
  return printOfBlock(pinBlock(digits));
}

/** Of a PIN as a card takes it. */
export function printOfBlock(block: Uint8Array): string {
  return createHash('sha256').update('sandbox card').update(block).digest('hex');
}

/** How often the PIN of this card may still be typed wrong; unknown where the card has none yet. */
export function triesLeft({ pins }: DevicesWorld, { cardNumber }: Card): number | null {
  return pins.get(cardNumber)?.left ?? null;
}

/** The citizen types what the lever `type-pin` holds ready: once. Where it holds nothing, nobody types. */
export function askPin(world: DevicesWorld, device: string, { cardNumber }: Card, purpose: 'verify' | 'change'): { result: PinResult; left: number | null } {
  const pin = world.pins.get(cardNumber);
  const left = pin?.left ?? null;
  if (pin?.left === 0) return { result: 'blocked', left };
  const typed = world.typed.get(device);
  world.typed.remove(device);
  if (!typed || !pin) return { result: 'time-out', left };
  if (typed.cancels || (purpose === 'change' && typed.next === null)) return { result: 'cancelled', left };
  if (typed.present !== pin.print) {
    world.pins.put(cardNumber, { ...pin, left: pin.left - 1 });
    return { result: pin.left === 1 ? 'blocked' : 'wrong', left: pin.left - 1 };
  }
  world.pins.put(cardNumber, { print: purpose === 'change' && typed.next !== null ? typed.next : pin.print, left: mostTries });
  return { result: 'good', left: mostTries };
}
