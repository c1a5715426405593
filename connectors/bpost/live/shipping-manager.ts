import { bpostFailures } from '../bpost.port.ts';
import { mediaTypes } from '../wire/shm-names.ts';
import { isXml, type Exchange, type Wire } from './ask-bpost.ts';
import type { ShmOrder } from './fit-order.ts';
import { largestLabels, mishapIn, readLabels, readOrderInfo, type StandingOrder } from './read-order.ts';
import { writeCancellation, writeOrder } from './write-order.ts';

/** Shipping Manager: XML over REST. It has no keys; `key` goes along as an ordinary request id. */
export interface ShippingManager {
  /** The order as it stands; nothing when there is none. */
  readonly look: (reference: string, exchange: Exchange) => Promise<StandingOrder | undefined>;
  /** Creates an order, or replaces the one with this reference. */
  readonly place: (order: ShmOrder, key: string, exchange: Exchange) => Promise<void>;
  /** Prints what is unprinted, and gives the barcode; nothing when all was printed before. */
  readonly print: (reference: string, exchange: Exchange) => Promise<string | undefined>;
  readonly cancel: (reference: string, key: string, exchange: Exchange) => Promise<'cancelled' | 'refused' | 'unknown'>;
}

export function shippingManager({ ask, fail }: Wire, account: string): ShippingManager {
  const orders = `/${account}/orders`;
  return {
    look: async (reference, exchange) => {
      const answer = await ask({ method: 'GET', path: `${orders}/${inPath(reference)}`, headers: { accept: mediaTypes.orderInfo } }, exchange);
      const mishap = mishapIn(answer);
      if (mishap === 'unknown') return undefined;
      if (mishap) throw fail(mishap, exchange.kind, `HTTP ${answer.status}`);
      const order = isXml(answer) ? readOrderInfo(answer) : undefined;
      if (order?.reference !== reference) throw fail('unverified', exchange.kind);
      return order;
    },
    place: async (order, key, exchange) => {
      const answer = await ask({ method: 'POST', path: orders, headers: { 'content-type': mediaTypes.order, 'x-request-id': key }, body: writeOrder(order) }, exchange);
      demandDone(mishapIn(answer), answer.body, exchange);
    },
    print: async (reference, exchange) => {
      const answer = await ask({ method: 'GET', path: `${orders}/${inPath(reference)}/labels/A6`, headers: { accept: mediaTypes.labels }, largest: largestLabels }, exchange);
      const mishap = mishapIn(answer);
      // The order stands: that it has no label can be nobody's last word.
      if (mishap) throw fail(mishap === 'refused' || mishap === 'unknown' ? 'unverified' : mishap, exchange.kind, `HTTP ${answer.status}`);
      const labels = isXml(answer) ? readLabels(answer) : undefined;
      if (!labels || labels.references.some((other) => other !== reference)) throw fail('unverified', exchange.kind);
      return labels.barcodes[0];
    },
    cancel: async (reference, key, exchange) => {
      const headers = { 'content-type': mediaTypes.orderUpdate, 'x-request-id': key };
      const answer = await ask({ method: 'POST', path: `${orders}/${inPath(reference)}`, headers, body: writeCancellation() }, exchange);
      const mishap = mishapIn(answer);
      if (mishap === 'refused' || mishap === 'unknown') return mishap;
      demandDone(mishap, answer.body, exchange);
      return 'cancelled';
    },
  };

  /** Success is an empty body: whatever else comes with a good status is somebody else's. */
  function demandDone(mishap: Parameters<typeof fail>[0] | undefined, body: Uint8Array, { kind }: Exchange): void {
    if (mishap) throw fail(mishap, kind);
    if (Buffer.from(body).toString('latin1').trim() !== '') throw fail('unverified', kind);
  }
}

/** A reference as one part of a path. A dot or two would be another path, however they are written. */
export function inPath(reference: string): string {
  const fits = reference.isWellFormed() && !['', '.', '..'].includes(reference);
  if (!fits) throw bpostFailures['does-not-fit']({ issues: [{ in: 'body', name: 'reference', detail: 'cannot be a part of an address' }] });
  return encodeURIComponent(reference);
}
