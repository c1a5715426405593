import { timingSafeEqual } from 'node:crypto';
import { isPinBlock } from './pin-block.ts';
import * as says from './status-words.ts';

const tries = 3;

/** The PIN of a card, and how often one may still be wrong. */
export class PinCell {
  readonly #pin: Buffer;
  #left: number;

  constructor(pin: Uint8Array, isBlocked: boolean) {
    this.#pin = Buffer.from(pin);
    this.#left = isBlocked ? 0 : tries;
  }

  get left(): number {
    return this.#left;
  }

  /** A right one gives all tries back. What is no PIN at all costs none. */
  verify(block: Uint8Array): number {
    if (this.#left === 0) return says.pinBlocked;
    if (!isPinBlock(block)) return says.wrongData;
    // Counted before it is compared: a card that is pulled here has lost a try.
    this.#left--;
    if (!timingSafeEqual(block, this.#pin)) return says.triesLeft(this.#left);
    this.#left = tries;
    return says.done;
  }

  change(present: Uint8Array, next: Uint8Array): number {
    if (this.#left > 0 && !isPinBlock(next)) return says.wrongData;
    const said = this.verify(present);
    if (said === says.done) this.#pin.set(next);
    return said;
  }

  /** By the issuer: no present one is asked. */
  replace(next: Uint8Array): void {
    this.#pin.set(next);
    this.#left = tries;
  }
}
