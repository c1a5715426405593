import { verify, type KeyObject } from 'node:crypto';
import { CardRefused, type CardRefusal } from './card-refused.ts';
import { cutTo, cutToDer } from './cut-padding.ts';

/** 1.8 signs with P-384 and SHA-384. RSA cards say in the signature itself which hash it is: SHA-256, or SHA-1 on the oldest. */
const hashesOf = { ec: ['sha384'], rsa: ['sha256', 'sha1'] } as const;
export type SigningHash = (typeof hashesOf)['ec' | 'rsa'][number];

/** Keys shorter than this were never on a card. */
const leastRsaBits = 1_024;

/**
 * Is this the signature of the register over these bytes? Says with which hash.
 * @throws CardRefused with the code for a signature that is none
 */
export function checkSignature(signed: Uint8Array, signatureFile: Uint8Array, key: KeyObject, otherwise: CardRefusal): SigningHash {
  const hash = signed.length > 0 ? hashThatFits(signed, signatureFile, key) : undefined;
  if (hash === undefined) throw new CardRefused(otherwise);
  return hash;
}

function hashThatFits(signed: Uint8Array, signatureFile: Uint8Array, key: KeyObject): SigningHash | undefined {
  try {
    const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
    const fits = (signature: Uint8Array) => (hash: SigningHash): boolean => verify(hash, signed, key, signature);
    if (key.asymmetricKeyType === 'ec' && namedCurve === 'secp384r1') return hashesOf.ec.find(fits(cutToDer(signatureFile)));
    if (key.asymmetricKeyType === 'rsa' && modulusLength >= leastRsaBits) return hashesOf.rsa.find(fits(cutTo(modulusLength / 8, signatureFile)));
    return undefined;
  } catch {
    // Not even the shape of a signature.
    return undefined;
  }
}
