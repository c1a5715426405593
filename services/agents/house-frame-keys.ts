import type { KeyObject } from 'node:crypto';
import type { Keyring } from '#services/vault/keyring.ts';
import { privateKeyFrom, tellPublicKey, type NamedKey } from './frame-keys.ts';

/** By which the house signs what it says to device agents: a key for each version of the master keys, so they rotate together. */
export interface HouseFrameKeys {
  /** The key of that name, while the house has it; else the newest. */
  signing(kid: string | undefined): { readonly kid: string; readonly privateKey: KeyObject };
  /** The newest first. */
  told(): readonly NamedKey[];
}

export function houseFrameKeys(keyring: Pick<Keyring, 'versions' | 'ofVersion' | 'fingerprint'>): HouseFrameKeys {
  const ready = new Map<string, KeyObject>();
  const all = () => keyring.versions().map((version) => {
    // Version 1 of another installation is another key: its name says so.
    const kid = `house-${version}-${keyring.fingerprint(version).slice(0, 12)}`;
    const privateKey = ready.get(kid) ?? privateKeyFrom(keyring.ofVersion('', 'agents', version).export());
    ready.set(kid, privateKey);
    return { kid, privateKey };
  });
  return {
    signing: (kid) => {
      const keys = all();
      const [newest] = keys;
      if (!newest) throw new Error('there are no keys');
      return keys.find((key) => key.kid === kid) ?? newest;
    },
    told: () => all().map(({ kid, privateKey }) => ({ kid, key: tellPublicKey(privateKey) })),
  };
}
