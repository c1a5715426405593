import { constants, createCipheriv, publicEncrypt, randomBytes, type KeyObject } from 'node:crypto';
import type { SealedEnvelope } from '#services/kernel/port.ts';
import { wipe } from './wipe.ts';

/** BiZa's key, once it was found to be BiZa's: see trust-biza-key.ts. */
export interface BizaKey { readonly keyId: string; readonly publicKey: KeyObject }

const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' };

/**
 * Encrypts for BiZa alone: AES-256-GCM under a key of its own, which is wrapped with RSA-OAEP-SHA256. Bound to the dossier and the purpose as additional data
 * (canonical JSON, RFC 8785): it opens for nothing else. `content` is wiped, whatever happens.
 */
export function sealForBiza(content: Buffer, boundTo: SealedEnvelope['boundTo'], { keyId, publicKey }: BizaKey): SealedEnvelope {
  const [key, iv] = [randomBytes(32), randomBytes(12)];
  try {
    const { dossier, purpose } = boundTo;
    const gcm = createCipheriv('aes-256-gcm', key, iv, { authTagLength: 16 }).setAAD(Buffer.from(JSON.stringify({ dossier, purpose }), 'utf8'));
    const ciphertext = Buffer.concat([gcm.update(content), gcm.final()]);
    const base64 = (bytes: Buffer) => bytes.toString('base64');
    return { keyId, wrappedKey: base64(publicEncrypt({ key: publicKey, ...oaep }, key)), iv: base64(iv), ciphertext: base64(ciphertext), tag: base64(gcm.getAuthTag()), boundTo: { dossier, purpose } };
  } finally {
    wipe(content, key);
  }
}
