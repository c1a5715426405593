import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { failures } from '#services/kernel/failure.ts';
import type { Keyring } from './keyring.ts';
import type { SealedPlace, Sealer } from './sealer.ts';

export const vaultFailures = failures('vault', {
  unreadable: { status: 500, retry: 'never', title: 'A sealed value cannot be opened: it was changed or moved, or its key is missing.' },
  unknown: { status: 404, retry: 'never', title: 'There is no such sealed envelope, or it was destroyed.' },
  expired: { status: 410, retry: 'never', title: 'The sealed envelope has reached the legal limit.' },
});

const form = /^v(\d+)\.([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;

/** AES-256-GCM (NIST SP 800-38D) with a key per municipality; text form `v<key version>.<iv>.<ciphertext>.<tag>`, base64url. */
export function sealerOf(keyring: Keyring, purpose: 'data' | 'sealed' = 'data'): Sealer {
  return {
    seal: (place, plaintext) => {
      const { version, key } = keyring.current(place.municipality, purpose);
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(place));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      return [`v${version}`, ...[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
    },
    open: (place, sealed) => {
      try {
        const [, version, iv, ciphertext, tag] = form.exec(sealed) ?? [];
        if (!iv || ciphertext === undefined || !tag) throw new Error('not a sealed value');
        const key = keyring.ofVersion(place.municipality, purpose, Number(version));
        const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), { authTagLength: 16 }).setAAD(boundTo(place)).setAuthTag(Buffer.from(tag, 'base64url'));
        return decipher.update(Buffer.from(ciphertext, 'base64url'), undefined, 'utf8') + decipher.final('utf8');
      } catch (error) {
        throw vaultFailures.unreadable({ cause: error });
      }
    },
  };
}

/** JSON keeps the parts apart: no two places read alike. */
function boundTo({ municipality, table, key, column }: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([municipality, table, key, column]));
}
