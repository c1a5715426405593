import { constants, createECDH, privateEncrypt, type KeyObject } from 'node:crypto';

export type RandomBytes = (size: number) => Uint8Array;

/** Which hashes a card signs, by the algorithm that MSE SET names: how long they are, and what is put in front of them (RSA). */
const rsaHashes = new Map<number, { readonly bytes: number; readonly prefix: string }>([
  [0x02, { bytes: 20, prefix: '3021300906052b0e03021a05000414' }],
  [0x04, { bytes: 16, prefix: '3020300c06082a864886f70d020505000410' }],
  [0x08, { bytes: 32, prefix: '3031300d060960864801650304020105000420' }],
]);
/** What comes is put into the padding of PKCS#1 as it is. */
const rsaPlain = 0x01;
const ecHashes = new Map<number, number>([[0x01, 32], [0x02, 48], [0x04, 64], [0x08, 32], [0x10, 48], [0x20, 64], [0x40, 48]]);

export function knowsAlgorithm(kind: 'rsa' | 'ec', algorithm: number): boolean {
  return kind === 'ec' ? ecHashes.has(algorithm) : algorithm === rsaPlain || rsaHashes.has(algorithm);
}

/** Nothing when the hash is not one of this algorithm. */
export function signHash(key: KeyObject, algorithm: number, hash: Uint8Array, random: RandomBytes): Buffer | undefined {
  if (key.asymmetricKeyType === 'ec') return hash.length === ecHashes.get(algorithm) ? signOnCurve(key, hash, random) : undefined;
  const wanted = rsaHashes.get(algorithm);
  const isFitting = algorithm === rsaPlain ? hash.length > 0 && hash.length <= 245 : hash.length === wanted?.bytes;
  if (!isFitting) return undefined;
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([Buffer.from(wanted?.prefix ?? '', 'hex'), hash]));
}

const order = 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n;
const numberBytes = 48;

/** ECDSA over P-384 of a hash that was made outside: node:crypto would hash it again. r and s, one behind the other. */
export function signOnCurve(key: KeyObject, hash: Uint8Array, random: RandomBytes): Buffer {
  const secret = numberOf(Buffer.from(key.export({ format: 'jwk' }).d ?? '', 'base64url'));
  for (;;) {
    const once = numberOf(random(numberBytes));
    if (once === 0n || once >= order) continue;
    const point = createECDH('secp384r1');
    point.setPrivateKey(bytesOf(once));
    const r = numberOf(point.getPublicKey().subarray(1, 1 + numberBytes)) % order;
    const s = (inverse(once) * (numberOf(hash.subarray(0, numberBytes)) + r * secret)) % order;
    if (r !== 0n && s !== 0n) return Buffer.concat([bytesOf(r), bytesOf(s)]);
  }
}

const numberOf = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
const bytesOf = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(numberBytes * 2, '0'), 'hex');

function inverse(value: bigint): bigint {
  let [a, b, x, y] = [value % order, order, 1n, 0n];
  while (a > 1n) {
    const quotient = b / a;
    [a, b, x, y] = [b % a, a, y - quotient * x, x];
  }
  return ((x % order) + order) % order;
}
