import type { Keyring } from '#services/vault/keyring.ts';
import type { BusKeys } from './packet-seal.ts';

/** They are those of the whole installation, and rotate with the master keys. */
export function busKeysOf(keyring: Pick<Keyring, 'current' | 'ofVersion'>): BusKeys {
  return { current: () => keyring.current('', 'bus'), ofVersion: (version) => keyring.ofVersion('', 'bus', version) };
}
