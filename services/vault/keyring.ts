import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import { openKeyFile, type MasterKey } from './key-file.ts';
import { fingerprintOf } from './key-fingerprints.ts';

/** `data`: sealed columns; `blind-index`: look-ups by a personal value; `sealed`: the vault of biometrics, which has its own; `bus`: packets between nodes; `agents`: the seed of the key by which frames for device agents are signed; `forms`: forms of pages, so that no other site can send them. */
export type KeyPurpose = 'data' | 'blind-index' | 'sealed' | 'bus' | 'agents' | 'forms';

export interface Keyring {
  /** The newest first. */
  versions(): readonly number[];
  /** When a key version was added, epoch milliseconds UTC; 0 for the first one. */
  addedAt(version: number): number;
  /** By which a key version is known without being shown. */
  fingerprint(version: number): string;
  current(municipality: string, purpose: KeyPurpose): { readonly version: number; readonly key: KeyObject };
  ofVersion(municipality: string, purpose: KeyPurpose, version: number): KeyObject;
  /** HMAC-SHA-256 of a personal value under the newest key: `v1:…`. Equal values give equal indexes within a municipality and purpose only. */
  blindIndex(municipality: string, purpose: string, value: string): string;
  /** Under every key version, the newest first: for reading while keys rotate. */
  blindIndexes(municipality: string, purpose: string, value: string): readonly string[];
  /** Adds a key version, also for the other processes on this folder; older ones stay readable. */
  rotate(): void;
  /** Takes a key away for ever, also from the other processes on this folder. Never the newest. */
  retire(version: number): void;
}

/** The keys of this installation. All are derived from the master keys in the folder (HKDF-SHA-256, RFC 5869). */
export function openKeyring(folder: string, realNow: () => number = Date.now): Keyring {
  const file = openKeyFile(folder, realNow);
  const derived = new Map<string, KeyObject>();

  const versions = () => file.read().map(({ version }) => version).toSorted((a, b) => b - a);
  const newest = () => Math.max(...versions());
  const masterOf = (version: number): MasterKey => {
    const master = file.read().find((candidate) => candidate.version === version);
    if (!master) throw new Error(`there is no key of version ${version}`);
    return master;
  };
  const ofVersion = (municipality: string, purpose: KeyPurpose, version: number): KeyObject => {
    const info = JSON.stringify([purpose, municipality, version]);
    const known = derived.get(info);
    if (known) return known;
    // Made ready once: bare bytes would be made into a key again for each value.
    const key = createSecretKey(new Uint8Array(hkdfSync('sha256', Buffer.from(masterOf(version).key, 'base64'), 'eid-aan-huis', info, 32)));
    derived.set(info, key);
    return key;
  };
  const indexOf = (municipality: string, purpose: string, value: string, version: number): string => {
    const hmac = createHmac('sha256', ofVersion(municipality, 'blind-index', version));
    return `v${version}:${hmac.update(JSON.stringify([purpose, value])).digest('base64url')}`;
  };

  return {
    versions,
    addedAt: (version) => file.read().find((key) => key.version === version)?.addedAt ?? 0,
    fingerprint: (version) => fingerprintOf(masterOf(version)).fingerprint,
    current: (municipality, purpose) => {
      const version = newest();
      return { version, key: ofVersion(municipality, purpose, version) };
    },
    ofVersion,
    blindIndex: (municipality, purpose, value) => indexOf(municipality, purpose, value, newest()),
    blindIndexes: (municipality, purpose, value) => versions().map((version) => indexOf(municipality, purpose, value, version)),
    rotate: file.add,
    retire: file.remove,
  };
}
