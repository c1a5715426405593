import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { failures, isFailure } from '#services/kernel/failure.ts';
import type { KeyPurpose, Keyring } from './keyring.ts';
import { sealedEnvelopes } from './sealed.store.ts';
import type { SealedPlace, Sealer } from './sealer.ts';

export const vaultFailures = failures('vault', {
  unreadable: { status: 500, retry: 'never', title: 'A sealed value cannot be opened: it was changed or moved, or its key is missing.' },
  'key-behind': { status: 503, retry: 'safe', title: 'The keys of this node are older than those that were used here: it writes nothing before it has them.' },
  'key-foreign': { status: 503, retry: 'safe', title: 'The newest key of this node is not the one of that version that was used here: it writes nothing before it has that one.' },
  unknown: { status: 404, retry: 'never', title: 'There is no such sealed envelope, or it was destroyed.' },
  expired: { status: 410, retry: 'never', title: 'The sealed envelope has reached the legal limit.' },
});

export function isUnreadable(error: unknown): boolean {
  return isFailure(error, 'vault.unreadable');
}

const form = /^v([1-9]\d*)\.(b\.)?([\w-]{16})\.([\w-]*)\.([\w-]{22})$/;

/** Biometrics are sealed under a key of their own, so that it can be kept, rotated or destroyed apart from all other data. */
const keyOf = ({ table }: SealedPlace): KeyPurpose => (table === sealedEnvelopes.name ? 'sealed' : 'data');

/**
 * @param unreadable Is told of what could not be opened, so that somebody looks.
 *
 * AES-256-GCM (NIST SP 800-38D) with a key per municipality; text form `v<key version>.<iv>.<ciphertext>.<tag>`, base64url.
 * With `b.` before the iv it is also bound to what its place names as `bound`; one from before that was told is read as it is until it is sealed anew.
 */
export function sealerOf(keyring: Keyring, unreadable: (place: SealedPlace) => void = () => undefined): Sealer {
  const say = ({ municipality, table, key, column }: SealedPlace) => { unreadable({ municipality, table, key, column }); };
  return {
    seal: (place, plaintext) => {
      const { version, key } = keyring.current(place.municipality, keyOf(place));
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(place, place.bound));
      const ciphertext = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
      return [`v${version}`, ...(place.bound ? ['b'] : []), ...[iv, ciphertext, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
    },
    open: (place, sealed) => {
      try {
        const [, version, withBound, iv, ciphertext, tag] = form.exec(sealed) ?? [];
        if (!iv || ciphertext === undefined || !tag) throw new Error('not a sealed value');
        const key = keyring.ofVersion(place.municipality, keyOf(place), Number(version));
        const decipher = createDecipheriv('aes-256-gcm', key, bytesOf(iv), { authTagLength: 16 }).setAAD(boundTo(place, withBound && place.bound)).setAuthTag(bytesOf(tag));
        return Buffer.concat([decipher.update(bytesOf(ciphertext)), decipher.final()]).toString('utf8');
      } catch (error) {
        say(place);
        throw vaultFailures.unreadable({ cause: error });
      }
    },
    demandIndex: (place, { purpose, value, index }) => {
      if (keyring.blindIndexes(place.municipality, purpose, value).some((own) => own === index)) return;
      say(place);
      throw vaultFailures.unreadable();
    },
  };
}

/** A last letter may hold bits that mean nothing: only the one way of writing is taken, so that no changed letter goes unseen. */
function bytesOf(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.toString('base64url') !== text) throw new Error('not written as we write it');
  return bytes;
}

/** JSON keeps the parts apart: no two places read alike. */
function boundTo({ municipality, table, key, column }: SealedPlace, bound: SealedPlace['bound'] | ''): Buffer {
  return Buffer.from(JSON.stringify([municipality, table, key, column, ...(bound ? Object.entries(bound).toSorted(([a], [b]) => (a < b ? -1 : 1)) : [])]));
}
