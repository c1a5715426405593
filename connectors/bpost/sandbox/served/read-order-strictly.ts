import { z } from 'zod';
import { attributeOf, childrenOf, textOf } from '#services/wire-kit/find-in-xml.ts';
import { readXml } from '#services/wire-kit/read-xml.ts';
import type { XmlElement } from '#services/wire-kit/xml-tree.ts';
import { deliveryParts } from '../../wire/delivery-parts.ts';
import { commonNs, nationalNs, orderNs } from '../../wire/shm-names.ts';

const upTo = (most: number) => z.string().min(1).max(most).regex(/\S/);

/** An order as Shipping Manager understood it, with the limits of its forms. */
export const takenOrder = z.object({
  reference: upTo(100), costCenter: z.string().max(50).nullable(), askedBy: upTo(255), product: z.string().min(1),
  receiver: z.object({
    name: upTo(40), street: upTo(40), number: upTo(8), box: upTo(8).nullable(), postalCode: upTo(8), locality: upTo(40), countryCode: z.string().regex(/^[A-Z]{2}$/), emailAddress: z.string().max(50).nullable(), phoneNumber: upTo(20).nullable(),
  }),
  requestedDeliveryDate: z.iso.date(), part: z.enum(deliveryParts), language: z.enum(['EN', 'NL', 'FR', 'DE']).nullable(),
});
export type TakenOrder = z.output<typeof takenOrder>;

/** Reads an order, element by element in the order of the schema. Nothing where it does not keep to it. @throws xml.… */
export function readOrderStrictly(body: Uint8Array, accountId: string): TakenOrder | undefined {
  const root = readXml(body);
  if (root.name.local !== 'order' || root.name.namespace !== orderNs) return undefined;
  const order = inSequence(root, orderNs, ['accountId', 'reference', 'costCenter?', 'orderLine', 'box']);
  const line = order && inSequence(order.at('orderLine'), orderNs, ['text', 'nbOfItems?']);
  const box = order && inSequence(order.at('box'), orderNs, ['nationalBox']);
  const national = box && inSequence(box.at('nationalBox'), nationalNs, ['atHome']);
  const home = national && inSequence(national.at('atHome'), nationalNs, ['product', 'options', 'weight', 'receiver', 'requestedDeliveryDate']);
  const receiver = home && inSequence(home.at('receiver'), commonNs, ['name', 'address', 'emailAddress?', 'phoneNumber?']);
  const address = receiver && inSequence(receiver.at('address'), commonNs, ['streetName', 'number', 'box?', 'postalCode', 'locality', 'countryCode']);
  if (!order || !line || !home || !receiver || !address || order.text('accountId') !== accountId) return undefined;
  const options = childrenOf(home.at('options'));
  const option = (name: string) => options.find(({ name: found }) => found.local === name && found.namespace === commonNs);
  const [slot, window] = [option('timeSlotDelivery'), option('preferredDeliveryWindow')];
  // A card is handed over against a signature, or not by this product.
  if (!option('signed')) return undefined;
  return takenOrder.safeParse({
    reference: order.text('reference'), costCenter: order.text('costCenter'), askedBy: line.text('text'), product: home.text('product'),
    receiver: {
      name: receiver.text('name'), street: address.text('streetName'), number: address.text('number'), box: address.text('box'), postalCode: address.text('postalCode'), locality: address.text('locality'), countryCode: address.text('countryCode'),
      emailAddress: receiver.text('emailAddress'), phoneNumber: receiver.text('phoneNumber'),
    },
    requestedDeliveryDate: home.text('requestedDeliveryDate'), part: slot ? attributeOf(slot, 'value') : window && textOf(window), language: (slot && attributeOf(slot, 'language')) ?? null,
  }).data;
}

interface Sequence { readonly at: (name: string) => XmlElement; readonly text: (name: string) => string | null }

/** The children of an element, each once and in this order; a name with a question mark may be missing. */
function inSequence(parent: XmlElement, namespace: string, names: readonly string[]): Sequence | undefined {
  const waiting = childrenOf(parent);
  const found = new Map<string, XmlElement>();
  for (const name of names) {
    const [local, isOptional] = [name.replace('?', ''), name.endsWith('?')];
    const [next] = waiting;
    if (next?.name.local === local && next.name.namespace === namespace) found.set(local, waiting.shift() ?? next);
    else if (!isOptional) return undefined;
  }
  if (waiting.length > 0) return undefined;
  return {
    at: (name) => found.get(name) ?? parent,
    text: (name) => { const element = found.get(name); return element ? textOf(element) : null; },
  };
}
