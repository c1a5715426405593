import { element, prefixed, writeXml } from '#services/wire-kit/write-xml.ts';
import type { XmlTree } from '#services/wire-kit/xml-tree.ts';
import { businessExceptionNs, infoCommonNs, infoNationalNs, infoNs, orderNs, systemExceptionNs } from '../../wire/shm-names.ts';
import type { TakenOrder } from './read-order-strictly.ts';

// What was sent in version 5 comes back in version 3, with other prefixes.
const info = prefixed('', infoNs);
const ns2 = prefixed('ns2', infoCommonNs);
const ns3 = prefixed('ns3', infoNationalNs);
const unless = (name: ReturnType<typeof info>, value: string | null | undefined): XmlTree | undefined => (value === null || value === undefined ? undefined : element(name, value));
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export function writeOrderInfo(accountId: string, { reference, costCenter, askedBy, product, receiver, requestedDeliveryDate }: TakenOrder, { status, barcode }: { readonly status: string; readonly barcode: string | undefined }): string {
  return declaration + writeXml(element(info('orderInfo'),
    element(info('accountId'), accountId), element(info('reference'), reference), unless(info('costCenter'), costCenter),
    element(info('orderLine'), element(info('text'), askedBy), element(info('nbOfItems'), '1')),
    element(info('box'),
      element(info('nationalBox'), element(ns3('atHome'),
        element(ns3('product'), product), element(ns3('options'), element(ns2('signed'))),
        element(ns3('receiver'), element(ns2('name'), receiver.name), element(ns2('address'),
          element(ns2('streetName'), receiver.street), element(ns2('number'), receiver.number), unless(ns2('box'), receiver.box),
          element(ns2('postalCode'), receiver.postalCode), element(ns2('locality'), receiver.locality), element(ns2('countryCode'), receiver.countryCode))),
        element(ns3('requestedDeliveryDate'), requestedDeliveryDate))),
      unless(info('barcode'), barcode), element(info('status'), status)),
  ));
}

/** A label, or an empty list where all was printed before. */
export function writeLabels(barcode: string | undefined): string {
  const label = barcode === undefined ? [] : [element(info('label'), element(info('barcode'), barcode), element(info('mimeType'), 'application/pdf'), element(info('bytes'), Buffer.from('%PDF-1.4 sandbox').toString('base64')))];
  return declaration + writeXml(element(info('labels'), ...label));
}

/** The code is not in the namespace of its exception, as it is not at the real one. */
export function writeBusinessException(code: string, message: string): string {
  const [outer, inner] = [prefixed('', businessExceptionNs), prefixed('ns2', systemExceptionNs)];
  return declaration + writeXml(element(outer('businessException'), element(inner('code'), code), element(inner('message'), message)));
}

export function writeInvalidSelection(why: string): string {
  const tns = prefixed('tns', orderNs);
  return declaration + writeXml(element(tns('invalidSelection'), element(tns('error'), why)));
}
