import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { CryptoKey, DecryptionKey, PrivateKey } from 'openid-client';
import { NotAnswered } from '#services/wire-kit/post.ts';

/** A key of ours cannot be read, or is of another kind than was agreed. */
export const unusableKey = 'UNUSABLE_KEY';

const hash = 'SHA-256';
const signing = { RS256: { name: 'RSASSA-PKCS1-v1_5', hash }, PS256: { name: 'RSA-PSS', hash } };
const decrypting = { 'RSA-OAEP': { name: 'RSA-OAEP', hash: 'SHA-1' }, 'RSA-OAEP-256': { name: 'RSA-OAEP', hash } };

interface Named { readonly keyId?: string | undefined }

/** The key of an assertion. @throws NotAnswered */
export const signingKey = (pem: string, { keyId, algorithm }: Named & { readonly algorithm: keyof typeof signing }): PrivateKey =>
  readKey(pem, (key) => ({ key: key.toCryptoKey(signing[algorithm], false, ['sign']), kid: keyId ?? thumbprintOf(key) }));

/** The key that answers are encrypted for. @throws NotAnswered */
export const decryptingKey = (pem: string, { keyId, algorithm }: Named & { readonly algorithm: keyof typeof decrypting }): DecryptionKey =>
  readKey(pem, (key) => ({ key: key.toCryptoKey(decrypting[algorithm], false, ['decrypt']), kid: keyId ?? thumbprintOf(key), alg: algorithm }));

function readKey<T extends { readonly key: CryptoKey }>(pem: string, use: (key: KeyObject) => T): T {
  try {
    return use(createPrivateKey(pem));
  } catch {
    throw new NotAnswered(false, unusableKey);
  }
}

/** The name that a key has by itself (RFC 7638), the private one and its public half alike. */
export function thumbprintOf(key: KeyObject): string {
  const { kty, n, e } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}
