import { hkdfSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openKeyFile } from './key-file.ts';

export interface KeyFingerprint { readonly version: number; readonly fingerprint: string }

/** By which a master key is known without being shown (HKDF-SHA-256, which cannot be walked back). None when there is no key file: it makes none. */
export function keyFingerprints(folder: string): readonly KeyFingerprint[] {
  if (!existsSync(join(folder, 'master.json'))) return [];
  return openKeyFile(folder, Date.now).read().map(({ version, key }) => ({
    version, fingerprint: Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), 'eid-aan-huis', 'fingerprint', 16)).toString('hex'),
  }));
}
