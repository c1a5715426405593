import { element, prefixed, withAttributes, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import { commonNs, infoNs, nationalNs, orderNs } from '../wire/shm-names.ts';
import type { ShmOrder } from './fit-order.ts';

const tns = prefixed('tns', orderNs);
const national = prefixed('national', nationalNs);
const common = prefixed('common', commonNs);
const optional = (name: ReturnType<typeof tns>, value: string | undefined): XmlTree | undefined => (value === undefined ? undefined : element(name, value));

/** An order as Shipping Manager takes it: in its version 5, the elements in the order of its schema. */
export function writeOrder(order: ShmOrder): string {
  return writeXml(element(tns('order'),
    element(tns('accountId'), order.accountId),
    element(tns('reference'), order.reference),
    optional(tns('costCenter'), order.costCenter),
    element(tns('orderLine'), element(tns('text'), order.orderLine), element(tns('nbOfItems'), '1')),
    element(tns('box'), element(tns('nationalBox'), atHome(order))),
  ));
}

function atHome({ product, weight, receiver, requestedDeliveryDate, ...order }: ShmOrder): XmlTree {
  return element(national('atHome'),
    element(national('product'), product),
    element(national('options'), ...options({ receiver, ...order })),
    element(national('weight'), String(weight)),
    element(national('receiver'),
      element(common('name'), receiver.name),
      element(common('address'),
        element(common('streetName'), receiver.streetName),
        element(common('number'), receiver.number),
        optional(common('box'), receiver.box),
        element(common('postalCode'), receiver.postalCode),
        element(common('locality'), receiver.locality),
        element(common('countryCode'), 'BE'),
      ),
      optional(common('emailAddress'), receiver.emailAddress),
      optional(common('phoneNumber'), receiver.phoneNumber),
    ),
    element(national('requestedDeliveryDate'), requestedDeliveryDate),
  );
}

/** Handed over against a signature, in a part of the day. A time slot takes somebody to tell; without one the window is only wished for. */
function options({ receiver: { emailAddress, phoneNumber }, language, part }: Pick<ShmOrder, 'receiver' | 'language' | 'part'>): XmlTree[] {
  const reached = optional(common('emailAddress'), emailAddress) ?? optional(common('mobilePhone'), phoneNumber);
  const signed = element(common('signed'));
  if (!reached) return [signed, element(common('preferredDeliveryWindow'), part)];
  return [
    withAttributes(element(common('keepMeInformed'), reached), ['language', language]),
    signed,
    withAttributes(element(common('timeSlotDelivery'), reached), ['language', language], ['value', part]),
  ];
}

/** Changes the status of an order, still in version 3. */
export function writeCancellation(): string {
  const info = prefixed('', infoNs);
  return writeXml(element(info('orderUpdate'), element(info('status'), 'CANCELLED')));
}
