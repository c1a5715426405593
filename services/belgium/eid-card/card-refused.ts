/**
 * Why a card is not believed.
 * `unreadable`: not such a file, or of a card that is none of ours; `unknown-authority`: its RRN certificate was not issued by an authority that we trust;
 * `expired-authority`: it was, but does not hold at this time; `forged-…`: the signature, or for the photo the hash, is of something else.
 */
export type CardRefusal = 'unreadable' | 'unknown-authority' | 'expired-authority' | 'forged-identity' | 'forged-address' | 'forged-photo';

/** Only a code: never what was read. */
export class CardRefused extends Error {
  override readonly name = 'CardRefused';
  readonly code: CardRefusal;
  constructor(code: CardRefusal) {
    super(code);
    this.code = code;
  }
}
