import { z } from 'zod';
import type { Address } from '#services/belgium/address.ts';
import { bpostFailures, deliveryMessage } from '../bpost.port.ts';
import type { AddressRemark, BpostOperations, BpostWorld, Delivery } from './bpost-world.ts';
import { isOffered, momentsIn } from './offer-moments.ts';
import { latestOf, scansOf } from './scan-parcels.ts';

/** bpost's operations on addresses, moments and deliveries. */
export function deliveriesOf(world: BpostWorld): BpostOperations {
  const { deliveries, counters, file } = world;
  return {
    moments: { act: ({ postcode, from, until }) => ({ moments: momentsIn(world, postcode, from, until) }) },
    proofAddress: {
      act: ({ address }) => {
        const { deliverable, suggestion } = remarkOn(world, address);
        return { deliverable, suggestion: suggestion && { ...address, ...suggestion } };
      },
    },
    announceDelivery: {
      act: ({ reference, receiver, moment }) => {
        const { address } = receiver;
        if (!remarkOn(world, address).deliverable) throw bpostFailures['address-unknown']();
        if (!isOffered(world, address.postcode, moment)) throw bpostFailures['moment-not-offered']();
        // Like Shipping Manager: an order with a known reference replaces the one that stands.
        const before = deliveries.get(reference);
        if (before && before.state !== 'announced') throw bpostFailures.refused();
        const number = before ? undefined : nextNumber(counters);
        const { orderReference, barcode } = before ?? { orderReference: `BP-${String(number).padStart(8, '0')}`, barcode: `3232${String(number).padStart(20, '0')}` };
        deliveries.put(reference, { custody: 'municipality', sequence: 0, ...before, orderReference, barcode, postcode: address.postcode, moment, state: 'announced' });
        return { orderReference, barcode };
      },
    },
    changeMoment: {
      act: ({ reference, moment }) => {
        const delivery = demandAnnounced(world, reference);
        if (!isOffered(world, delivery.postcode, moment)) throw bpostFailures['moment-not-offered']();
        deliveries.put(reference, { ...delivery, moment });
        return {};
      },
    },
    handOverCustody: {
      act: ({ reference }) => {
        const delivery = demandDelivery(world, reference);
        if (delivery.state === 'cancelled' || delivery.handedOver === true) throw bpostFailures.refused();
        // The employee's scanner may be sooner than the municipality's notice: then the card is further already.
        deliveries.put(reference, { ...delivery, handedOver: true, custody: delivery.custody === 'municipality' ? 'bpost' : delivery.custody });
        return {};
      },
    },
    cancelDelivery: {
      act: ({ reference }) => {
        const delivery = demandDelivery(world, reference);
        if (delivery.state === 'ended') throw bpostFailures.refused();
        // A card that bpost holds already is brought back: a message tells when.
        deliveries.put(reference, { ...delivery, state: 'cancelled' });
        return {};
      },
    },
    track: {
      act: ({ barcode }) => {
        const scans = scansOf(world, barcode);
        return { known: scans !== undefined, latest: latestOf(scans ?? []) };
      },
    },
    delivery: {
      act: ({ reference }) => {
        demandDelivery(world, reference);
        const rows = file.db.prepare("SELECT id, payload FROM outgoing WHERE message = 'delivery' AND json_extract(payload, '$.reference') = ? ORDER BY entry").all(reference);
        return { messages: rows.map(({ id, payload }) => ({ ...sent.parse(JSON.parse(String(payload))), id: String(id) })) };
      },
    },
  };
}

const sent = z.object(deliveryMessage.shape);

/** @throws bpost.unknown-delivery */
export function demandDelivery({ deliveries }: Pick<BpostWorld, 'deliveries'>, reference: string): Delivery {
  const found = deliveries.get(reference);
  if (!found) throw bpostFailures['unknown-delivery']();
  return found;
}

function demandAnnounced(world: BpostWorld, reference: string): Delivery {
  const delivery = demandDelivery(world, reference);
  if (delivery.state !== 'announced') throw bpostFailures.refused();
  return delivery;
}

export function streetKey({ postcode, street }: Pick<Address, 'postcode' | 'street'>): string {
  return `${postcode} ${street.toLowerCase()}`;
}

function remarkOn({ remarks }: BpostWorld, address: Address): AddressRemark {
  return remarks.get(streetKey(address)) ?? { deliverable: true, suggestion: null };
}

function nextNumber(counters: BpostWorld['counters']): number {
  const number = (counters.get('order') ?? 0) + 1;
  counters.put('order', number);
  return number;
}
