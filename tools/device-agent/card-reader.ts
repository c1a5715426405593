/** A card reader of the official's machine, whatever brings its bytes to a card. */
export interface CardReader {
  /** As the operating system calls it. */
  readonly name: string;
  state(): 'ready' | 'no-card' | 'absent';
  /** Has the reader keys of its own for a PIN (PC/SC part 10)? */
  hasPinpad(): boolean;
  /**
   * The card in it, for nobody else until `work` is over; it is reset before and after where another program may have used it.
   * @throws CardGone: there was no card, or it was pulled while it was used; ReaderGone: the reader, or the service behind it, went away
   */
  use<T>(work: (card: Card) => Promise<T>): Promise<T>;
  /** Called when `state` may have changed. Gives back how to stop listening. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** A card that is held: command APDU in, response APDU (data and status word) out. */
export interface Card {
  readonly atr: Uint8Array;
  /** As it is: `61xx` and `6Cxx` of T=0 are the caller's. */
  transmit(command: Uint8Array): Promise<Uint8Array>;
  /**
   * Only with a pinpad: what is typed goes from the keys to the card, past this program. Answers the card's status word, or why nothing was typed.
   * The language is for the display, where the reader has one.
   */
  readonly pinpad?: {
    verify(reference: number, language?: 'nl' | 'fr' | 'de' | 'en'): Promise<Uint8Array | 'cancelled' | 'time-out'>;
    change(reference: number, language?: 'nl' | 'fr' | 'de' | 'en'): Promise<Uint8Array | 'cancelled' | 'time-out'>;
  };
}

export class CardGone extends Error { override readonly name = 'CardGone'; }
export class ReaderGone extends Error { override readonly name = 'ReaderGone'; }
