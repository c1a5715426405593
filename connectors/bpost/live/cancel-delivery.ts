import type { OutwardCall } from '#services/kernel/port.ts';
import { bpostFailures } from '../bpost.port.ts';
import { cancelled } from '../wire/shm-names.ts';
import type { Exchange } from './ask-bpost.ts';
import type { ShippingManager } from './shipping-manager.ts';

/** Calls an order off. What was called off already is called off; why is nothing that Shipping Manager has a place for. */
export async function cancelDelivery(shipping: ShippingManager, { reference }: { readonly reference: string }, call: OutwardCall): Promise<Record<string, never>> {
  const exchange: Exchange = { kind: 'write', signal: call.signal };
  const outcome = await shipping.cancel(reference, call.key, exchange);
  if (outcome === 'unknown') throw bpostFailures['unknown-delivery']();
  if (outcome === 'refused' && (await shipping.look(reference, exchange))?.status !== cancelled) throw bpostFailures.refused();
  return {};
}
