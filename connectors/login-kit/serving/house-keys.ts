import { createHash, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWK } from 'oidc-provider';

/** What the house proves itself with at a served login: the login service knows the public half, the live side reads the file. */
export const houseKeyFile = (folder: string, name: 'signing' | 'decryption'): string => join(folder, `house-${name}.key.pem`);
export const houseSecretFile = (folder: string): string => join(folder, 'house-secret');

/** The public half, for whom it is registered; the key is made when it is first asked for, and kept. */
export function houseKey(folder: string, name: 'signing' | 'decryption'): JWK {
  const pem = keep(houseKeyFile(folder, name), () => generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey);
  const { kty, n, e } = createPublicKey(pem).export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
  return { kty: 'RSA', n, e, kid, ...(name === 'signing' ? { use: 'sig', alg: 'RS256' } : { use: 'enc', alg: 'RSA-OAEP' }) };
}

export const houseSecret = (folder: string): string => keep(houseSecretFile(folder), () => randomBytes(32).toString('base64url'));

/** Written whole under another name first: of two processes one gives it its name. */
function keep(file: string, make: () => string): string {
  if (!existsSync(file)) {
    mkdirSync(join(file, '..'), { recursive: true });
    const draft = `${file}.${randomBytes(8).toString('hex')}`;
    writeFileSync(draft, make(), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if (!existsSync(file)) throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, 'utf8');
}
