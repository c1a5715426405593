import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import type { JWK } from 'oidc-provider';
import { keptSecret } from '#connectors/rest-kit/kept-secret.ts';

/** What the house proves itself with at a served login: the login service knows the public half, the live side reads the file. */
export const houseKeyFile = (folder: string, name: 'signing' | 'decryption'): string => join(folder, `house-${name}.key.pem`);
export const houseSecretFile = (folder: string): string => join(folder, 'house-secret');

/** The public half, for whom it is registered; the key is made when it is first asked for, and kept. */
export function houseKey(folder: string, name: 'signing' | 'decryption'): JWK {
  const pem = keptSecret(houseKeyFile(folder, name), () => generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey);
  const { kty, n, e } = createPublicKey(pem).export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
  return { kty: 'RSA', n, e, kid, ...(name === 'signing' ? { use: 'sig', alg: 'RS256' } : { use: 'enc', alg: 'RSA-OAEP' }) };
}

export const houseSecret = (folder: string): string => keptSecret(houseSecretFile(folder));
