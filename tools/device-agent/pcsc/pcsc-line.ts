/**
 * The connection with the smart card service of the operating system, as little of it as we use: what a library, or a test, has to bring. One line lives until it
 * fails or is stopped; after that another one is opened.
 */
export interface PcscLine {
  /** Beside others (`shared`), or with the reader alone, card or not (`direct`). @throws PcscTrouble */
  connect(reader: string, mode: 'shared' | 'direct'): Promise<PcscCard>;
  stop(): void;
}

/** Each method @throws PcscTrouble */
export interface PcscCard {
  transmit(command: Uint8Array): Promise<Uint8Array>;
  /** To the driver of the reader. `code` is that of PC/SC, before the operating system turns it into its own; or one that the driver gave, as it is. */
  control(code: { readonly pcsc: number } | { readonly driver: number }, command: Uint8Array): Promise<Uint8Array>;
  atr(): Promise<Uint8Array>;
  /** Waits until no other program has the card, then keeps the others waiting. */
  begin(): Promise<void>;
  /** Ends what `begin` began. */
  end(): Promise<void>;
  reset(): Promise<void>;
  /** `reset`: the card forgets what it knows of us; `leave` it to who else uses it. */
  disconnect(then: 'reset' | 'leave'): Promise<void>;
}

export interface PcscEvents {
  /** For each reader at the start, and whenever something of it changes. `mute`: what is in it answers nothing. */
  onReader(name: string, state: 'ready' | 'no-card' | 'mute'): void;
  onReaderGone(name: string): void;
  /** Once, and the line is dead. */
  onFailure(trouble: PcscTrouble): void;
}

/** @throws PcscTrouble where there is no service */
export type OpenPcsc = (events: PcscEvents) => PcscLine;

/** `code` as the PC/SC standard calls it, without `SCARD_E_` and `SCARD_W_`: `RemovedCard`, `NoService`, … */
export class PcscTrouble extends Error {
  override readonly name = 'PcscTrouble';
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
