import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** An Ed25519 public key as it is told: the 32 bytes themselves, base64url (`x` of RFC 8037). */
export const publicKeySchema = z.base64url().length(43);

/** By which name a key signs frames, and the key. */
export const namedKey = z.strictObject({ kid: z.string().min(1).max(120), key: publicKeySchema });
export type NamedKey = z.output<typeof namedKey>;

/** @throws where it is no Ed25519 key */
export function tellPublicKey(key: KeyObject): string {
  const { crv, x } = (key.type === 'private' ? createPublicKey(key) : key).export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw new Error('this is no Ed25519 key');
  return x;
}

export function readPublicKey(told: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKeySchema.parse(told) }, format: 'jwk' });
}

/** The same 32 bytes give the same key: for one that is derived rather than kept. */
export function privateKeyFrom(seed: Uint8Array): KeyObject {
  // PKCS #8 of RFC 8410, section 7: all of it is constant but the seed.
  return createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
}

/** Who enrols shows that the private key is his own: for this code, in this municipality, and nowhere else. */
export function proveKey(privateKey: KeyObject, at: { readonly nis: string; readonly code: string }): string {
  return sign(null, provenText(tellPublicKey(privateKey), at), privateKey).toString('base64url');
}

export function isProven(proof: string, publicKey: string, at: { readonly nis: string; readonly code: string }): boolean {
  return verify(null, provenText(publicKey, at), readPublicKey(publicKey), Buffer.from(proof, 'base64url'));
}

/** A code as it counts, however it was typed: capitals, without spaces and hyphens. */
export const plainCode = (code: string): string => code.replaceAll(/[\s-]/g, '').toUpperCase();

const provenText = (publicKey: string, { nis, code }: { readonly nis: string; readonly code: string }) => Buffer.from(['eid-agent-enrol.v1', nis, plainCode(code), publicKey].join('\n'));
