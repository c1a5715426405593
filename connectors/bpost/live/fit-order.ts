import type { z } from 'zod';
import type { FieldIssue } from '#services/kernel/failure.ts';
import type { OutwardCall } from '#services/kernel/port.ts';
import { bpostFailures, type bpost } from '../bpost.port.ts';
import { partOf, type DeliveryPart } from '../wire/delivery-parts.ts';
import type { BpostSettings } from './bpost-settings.ts';
import { isWritable, onOneLine } from './writable.ts';

/** An order of Shipping Manager with one box, in its own words. Everything has the length that its form has room for. */
export interface ShmOrder {
  readonly accountId: string;
  readonly reference: string;
  /** The dossier, so that an invoice of bpost can be laid beside it. */
  readonly costCenter: string | undefined;
  /** The key of the effect: whoever looks at the order later sees which asking made it. */
  readonly orderLine: string;
  readonly product: string;
  readonly weight: number;
  readonly receiver: {
    readonly name: string; readonly streetName: string; readonly number: string; readonly box: string | undefined; readonly postalCode: string; readonly locality: string;
    readonly emailAddress: string | undefined; readonly phoneNumber: string | undefined;
  };
  readonly language: 'EN' | 'NL' | 'FR' | 'DE';
  readonly requestedDeliveryDate: string;
  readonly part: DeliveryPart;
}

type Announced = z.output<(typeof bpost)['operations']['announceDelivery']['input']>;
const languages = { nl: 'NL', fr: 'FR', de: 'DE', en: 'EN' } as const;

/**
 * The order that announces a delivery. An address is never cut: a shorter one is another address. How to reach the receiver is left out where Shipping
 * Manager does not take it, for the house tells the citizen by itself. @throws bpost.does-not-fit, naming the fields
 */
export function orderFor({ reference, receiver, moment }: Announced, { key, dossier }: Pick<OutwardCall, 'key' | 'dossier'>, { account, shippingManager }: BpostSettings): ShmOrder {
  const issues: FieldIssue[] = [];
  const fit = (name: string, value: string, most: number): string => {
    const tidy = onOneLine(value);
    if (tidy === '' || tidy.length > most) issues.push({ in: 'body', name, detail: tidy === '' ? 'holds nothing' : `bpost has room for ${most} characters` });
    else if (!isWritable(tidy)) issues.push({ in: 'body', name, detail: 'holds a character that cannot be sent' });
    return tidy;
  };
  const { street, houseNumber, box, postcode, city } = receiver.address;
  const { day, part } = partOf(moment);
  const order: ShmOrder = {
    accountId: account, reference, costCenter: dossier ?? undefined, orderLine: fit('key', key, 255), product: shippingManager.product, weight: shippingManager.weightGrams,
    receiver: {
      name: fit('receiver.name', receiver.name, 40),
      streetName: fit('receiver.address.street', street, 40), number: fit('receiver.address.houseNumber', houseNumber, 8),
      box: box === undefined ? undefined : fit('receiver.address.box', box, 8), postalCode: postcode, locality: fit('receiver.address.city', city, 40),
      emailAddress: receiver.email !== null && emailAddress.test(receiver.email) ? receiver.email : undefined,
      phoneNumber: receiver.mobile !== null && phoneNumber.test(receiver.mobile) ? receiver.mobile : undefined,
    },
    language: languages[receiver.language], requestedDeliveryDate: day, part,
  };
  if (fit('reference', reference, 100) !== reference) issues.push({ in: 'body', name: 'reference', detail: 'has spaces where bpost would lose them' });
  if (issues.length > 0) throw bpostFailures['does-not-fit']({ issues });
  return order;
}

/** What Shipping Manager takes for an e-mail address, and a little less: its pattern knows no letters with accents. */
const emailAddress = /^(?=.{3,50}$)[\w!#$%&'*+/=?^{|}~-]+(\.[\w!#$%&'*+/=?^{|}~-]+)*@[a-zA-Z0-9]+(-*\.?[a-zA-Z0-9]+)*\.[a-zA-Z][a-zA-Z0-9]+$/;
const phoneNumber = /^[+0-9][0-9 ./()-]{0,19}$/;
