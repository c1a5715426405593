import { deviceBridgeFailures } from './device-bridge.failures.ts';

/** A device whose program cannot look which card is in the reader: whoever stands at the door can do nothing about it but take another one. */
export function outdated({ type }: { readonly type: string }) {
  return type === 'devices.outdated' ? deviceBridgeFailures.outdated() : undefined;
}
