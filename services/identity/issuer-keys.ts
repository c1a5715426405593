import { exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';
import { mkdirSync, readFileSync, writeFileSync, linkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';

export interface IssuerKeys { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey }

/** The Ed25519 key pair by which this installation says who somebody is, in the keys folder; all nodes of a cluster share it. */
export async function openIssuerKeys(folder: string): Promise<IssuerKeys> {
  const jwk = await readOrMakeKey(folder);
  const [privateKey, publicKey] = await Promise.all([importJWK(jwk, 'EdDSA'), importJWK({ kty: 'OKP', crv: 'Ed25519', x: jwk.x ?? '' }, 'EdDSA')]);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array) throw new Error('the key of the issuer is no Ed25519 key');
  return { privateKey, publicKey };
}

/** Two processes that start at once agree: the first one to put its file there wins. */
async function readOrMakeKey(folder: string): Promise<JWK> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'token-issuer.json');
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const { privateKey } = await generateKeyPair('EdDSA', { extractable: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  try {
    linkSync(mine, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(mine);
  }
  return JSON.parse(readFileSync(path, 'utf8')) as JWK;
}
