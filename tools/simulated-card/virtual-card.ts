import { newSession, type Chip } from './chip/chip.ts';
import { runCommand } from './chip/run-command.ts';
import type { CardContent } from './content/card-content.ts';

export type CardState = 'not-activated' | 'active' | 'blocked';

/** A Belgian eID card that exists in memory only: bytes in, bytes out. What it learns it keeps, in whatever reader it is put. */
export interface VirtualCard {
  readonly atr: Uint8Array;
  /** What was put on it. */
  readonly content: CardContent;
  state(): CardState;
  pinTriesLeft(): number;
  /**
   * Command APDU in, response APDU out. A mute card answers nothing at all: no bytes.
   * @throws CardPulled when it was told to be pulled now
   */
  transmit(command: Uint8Array): Uint8Array;
  /** It lost its current: selection and login are gone. */
  reset(): void;
  /** After so many more commands it is pulled, in the middle of the next one; put in again it works. */
  pullAfter(commands: number): void;
  /** After so many more commands it answers nothing, until it is reset. */
  muteAfter(commands: number): void;
}

export class CardPulled extends Error { override readonly name = 'CardPulled'; }

const atrs = { '1.7': '3B9813400AA503010101AD1311', '1.8': '3B7F96000080318065B085040120120FFF829000' } as const;

export function virtualCard(chip: Chip, content: CardContent): VirtualCard {
  let session = newSession();
  let [untilPulled, untilMute] = [Infinity, Infinity];
  return {
    atr: Buffer.from(atrs[chip.applet], 'hex'), content,
    state: () => (chip.isActive ? (chip.pin.left === 0 ? 'blocked' : 'active') : 'not-activated'),
    pinTriesLeft: () => chip.pin.left,
    transmit: (command) => {
      if (untilPulled-- <= 0) {
        untilPulled = Infinity;
        session = newSession();
        throw new CardPulled('the card was pulled');
      }
      if (untilMute-- <= 0) return new Uint8Array();
      const { data = new Uint8Array(), status } = runCommand(chip, session, command);
      return Buffer.concat([data, Buffer.from([status >> 8, status & 0xff])]);
    },
    reset: () => {
      session = newSession();
      if (untilMute <= 0) untilMute = Infinity;
    },
    pullAfter: (commands) => { untilPulled = commands; },
    muteAfter: (commands) => { untilMute = commands; },
  };
}
