import type { CardReader } from '#tools/device-agent/card-reader.ts';
import { inProcessReader } from '#tools/simulated-card/in-process-reader.ts';
import type { VirtualCard } from '#tools/simulated-card/virtual-card.ts';
import { simulatedDeviceFailures } from './simulated-device-failures.ts';

/** The reader of one device, and whoever puts cards into it. */
export interface CardPlace {
  readonly reader: CardReader;
  /** In place of another card; the reader has seen it when this is over. @throws devices-sandbox.reader-gone */
  insert(card: VirtualCard): Promise<void>;
  pull(): Promise<void>;
  /** The whole reader is pulled out, and the card with it; plugged in again it is empty. */
  unplug(): Promise<void>;
  plugIn(): void;
  close(): Promise<void>;
}

export interface CardPlaces {
  /** Where cards are, and why there: for who starts it. */
  readonly said: string;
  /** For one device, until the place is closed. */
  take(): CardPlace;
  close(): Promise<void>;
}

/** Readers without an operating system below them. */
export function inProcessPlaces(why: string): CardPlaces {
  return { said: `in this process, not in PC/SC: ${why}`, take: inProcessPlace, close: () => Promise.resolve() };
}

export function inProcessPlace(): CardPlace {
  const reader = inProcessReader();
  return {
    reader, plugIn: reader.plugIn, close: reader.close,
    insert: async (card) => {
      if (reader.state() === 'absent') throw simulatedDeviceFailures['reader-gone']();
      reader.insert(card);
    },
    pull: async () => { reader.pull(); },
    unplug: async () => { reader.unplug(); },
  };
}
