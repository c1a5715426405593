import { hkdfSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyFile, type MasterKey } from './key-file.ts';

export interface KeyFingerprint { readonly version: number; readonly fingerprint: string }

/** The master keys in a folder. None when there is no key file: it makes none. */
export function keyFingerprints(folder: string): readonly KeyFingerprint[] {
  return existsSync(join(folder, 'master.json')) ? openKeyFile(folder, Date.now).read().map(fingerprintOf) : [];
}

/** By which a master key is known without being shown (HKDF-SHA-256, which cannot be walked back). */
export function fingerprintOf({ version, key }: MasterKey): KeyFingerprint {
  return { version, fingerprint: Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), 'eid-aan-huis', 'fingerprint', 16)).toString('hex') };
}
