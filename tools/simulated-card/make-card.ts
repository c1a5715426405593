import { randomBytes } from 'node:crypto';
import { chipNumberOf, pinBlock } from '#connectors/biza/wire/card-commands.ts';
import type { Applet } from './chip/chip.ts';
import { PinCell } from './chip/pin-cell.ts';
import type { RandomBytes } from './chip/sign-hash.ts';
import { cardContent, filesByPath, type Flaw, type Hashes } from './content/card-content.ts';
import type { CardPerson } from './content/card-person.ts';
import type { TestPki } from './pki/mint-pki.ts';
import { virtualCard, type CardState, type VirtualCard } from './virtual-card.ts';

export interface CardWish {
  readonly pki: TestPki;
  readonly applet?: Applet;
  readonly state?: CardState;
  /** Until another one is set or chosen. */
  readonly pin?: string;
  /** Of the register: `sha1` for both is how cards of before 2014 are, `sha1` for the photo alone how some after are. */
  readonly hashes?: Hashes;
  /** Minors have no certificate to sign with. */
  readonly signing?: boolean;
  readonly flaws?: readonly Flaw[];
  /** Whose register signs where the flaw is `foreign-register`. */
  readonly foreignPki?: TestPki;
  readonly random?: RandomBytes;
}

const usualHashes = { '1.7': { photo: 'sha256', signature: 'sha256' }, '1.8': { photo: 'sha384', signature: 'sha384' } } as const;

/** A card for this person, with everything a reader needs. */
export async function makeCard(person: CardPerson, wish: CardWish): Promise<VirtualCard> {
  const { pki, applet = '1.7', state = 'active', pin = '1234', signing = true, flaws = [], foreignPki, random = randomBytes } = wish;
  const kind = applet === '1.8' ? 'ec' : 'rsa';
  const chipNumber = chipNumberOf(person.cardNumber);
  const content = await cardContent(person, { chain: pki[kind], ...foreignPki ? { foreign: foreignPki[kind] } : {}, chipNumber, random, hashes: wish.hashes ?? usualHashes[applet], signing, flaws });
  return virtualCard({
    applet, cardNumber: person.cardNumber, chipNumber, files: filesByPath(content), keys: content.keys, pin: new PinCell(pinBlock(pin), state === 'blocked'), random,
    isActive: state !== 'not-activated',
  }, content);
}
