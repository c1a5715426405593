/** The agent's own window for a PIN, where the reader has no keys: never a web page. */
export interface PinWindow {
  /**
   * Digits as they were typed, to be wiped by the caller once they are used; nothing when the citizen cancelled.
   * @throws PinWindowGone where no window can be shown
   */
  ask(question: PinQuestion): Promise<Buffer | undefined>;
  close(): Promise<void>;
}

export interface PinQuestion {
  readonly kind: 'present' | 'new' | 'new-again';
  readonly language: 'nl' | 'fr' | 'de' | 'en';
  /** Of the present PIN, when the card told. */
  readonly triesLeft?: number;
  /** What was wrong with what was typed before. */
  readonly wrong?: 'wrong-pin' | 'not-4-to-12-digits' | 'not-the-same';
  readonly signal: AbortSignal;
}

export class PinWindowGone extends Error { override readonly name = 'PinWindowGone'; }
