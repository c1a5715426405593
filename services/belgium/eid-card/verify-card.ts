import { createHash, timingSafeEqual, type X509Certificate } from 'node:crypto';
import { cardFiles, type CardContent, type CardFileName } from './card-files.ts';
import { CardRefused, type CardRefusal } from './card-refused.ts';
import { checkAuthority } from './check-authority.ts';
import { checkSignature, type SigningHash } from './check-signature.ts';
import { withoutZeros } from './cut-padding.ts';
import { parseAddress, type CardAddress } from './parse-address.ts';
import { parseIdentity, type CardIdentity } from './parse-identity.ts';

export interface VerifiedCard {
  readonly identity: CardIdentity;
  /** Nothing when it was not read, or when the citizen has none. */
  readonly address: CardAddress | null;
  /** JPEG. Nothing when it was not read. */
  readonly photo: Uint8Array | null;
  readonly signedWith: SigningHash;
}

/** Whom we believe, and when: epoch milliseconds. */
export interface CardTrust { readonly anchors: readonly X509Certificate[]; readonly at: number }

/**
 * What stands on a Belgian eID, when the National Register really signed it. Wants `identity`, `identity-signature` and `rrn-certificate`; address and photo where
 * they were read, each verified. Nothing is taken apart before its signature holds. Never throws, whatever the bytes are.
 */
export function verifyCard(content: CardContent, trust: CardTrust): { readonly card: VerifiedCard } | { readonly refused: CardRefusal } {
  try {
    return { card: demandGenuine(content, trust) };
  } catch (error) {
    return { refused: error instanceof CardRefused ? error.code : 'unreadable' };
  }
}

function demandGenuine(content: CardContent, { anchors, at }: CardTrust): VerifiedCard {
  const file = (name: CardFileName): Uint8Array => {
    const bytes = content[name];
    if (bytes === undefined || bytes.length === 0 || bytes.length > cardFiles[name].mostBytes) throw new CardRefused('unreadable');
    return bytes;
  };
  const { publicKey } = checkAuthority(file('rrn-certificate'), anchors, at);
  const signature = file('identity-signature');
  const signedWith = checkSignature(file('identity'), signature, publicKey, 'forged-identity');
  const identity = parseIdentity(file('identity'));
  const photo = content.photo ? demandPhoto(file('photo'), identity.photoHash) : null;
  if (!content.address) return { identity, address: null, photo, signedWith };
  // The address changes without a new card: its signature covers that of the identity, as it stands on the card, so that it cannot move to another one.
  checkSignature(Buffer.concat([withoutZeros(file('address')), signature]), file('address-signature'), publicKey, 'forged-address');
  return { identity, address: parseAddress(file('address')), photo, signedWith };
}

/** The length of the hash tells which one it is, whatever the signature is made with. */
const hashOfLength: Readonly<Record<number, string>> = { 20: 'sha1', 32: 'sha256', 48: 'sha384' };

function demandPhoto(photo: Uint8Array, wanted: Uint8Array): Uint8Array {
  const hash = hashOfLength[wanted.length];
  if (hash === undefined) throw new CardRefused('unreadable');
  if (!timingSafeEqual(createHash(hash).update(photo).digest(), wanted)) throw new CardRefused('forged-photo');
  return photo;
}
