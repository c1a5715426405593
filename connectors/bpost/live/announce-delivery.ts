import type { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { bpostFailures, type bpost } from '../bpost.port.ts';
import { cancelled, unprinted } from '../wire/shm-names.ts';
import type { Exchange } from './ask-bpost.ts';
import type { BpostSettings } from './bpost-settings.ts';
import type { EidDelivery } from './eid-delivery.ts';
import { failureOf } from './failure-table.ts';
import { orderFor } from './fit-order.ts';
import type { ProofAddress } from './proof-address.ts';
import type { ShippingManager } from './shipping-manager.ts';

type Operation = (typeof bpost)['operations']['announceDelivery'];
export interface Means { readonly shipping: ShippingManager; readonly eid: EidDelivery; readonly proof: ProofAddress; readonly settings: BpostSettings }

/**
 * Announces a delivery once, though Shipping Manager has no keys: the order says which asking made it, and is looked at before anything is sent. So an
 * answer that was lost is found, and an order of which the label was printed is never replaced: that would be a second parcel.
 */
export async function announceDelivery({ shipping, eid, proof, settings }: Means, input: z.output<Operation['input']>, call: OutwardCall): Promise<z.input<Operation['output']>> {
  const exchange: Exchange = { kind: 'write', signal: call.signal };
  const asking: Exchange = { kind: 'read', signal: call.signal };
  const order = orderFor(input, call, settings);
  const { reference, moment, receiver } = input;
  const standing = await shipping.look(reference, asking);
  const ours = standing?.askedBy === call.key;
  if (ours && standing.barcode !== undefined) return { orderReference: reference, barcode: standing.barcode };
  if (standing && (ours ? standing.status === cancelled : !unprinted.includes(standing.status))) throw bpostFailures.refused();
  if (!ours) {
    // Shipping Manager knows days and parts of a day only, and takes any address.
    const day = dayOf(moment.start);
    const offered = await eid.moments({ postcode: receiver.address.postcode, from: day, until: day }, call);
    if (!offered.some(({ start, end }) => start === moment.start && end === moment.end)) throw bpostFailures['moment-not-offered']();
    const { deliverable } = await proof(receiver.address, asking);
    if (!deliverable) throw bpostFailures['address-unknown']();
    await shipping.place(order, call.key, exchange);
  }
  const barcode = await shipping.print(reference, exchange) ?? (await shipping.look(reference, exchange))?.barcode;
  if (barcode === undefined) throw failureOf('unverified', exchange.kind);
  return { orderReference: reference, barcode };
}
