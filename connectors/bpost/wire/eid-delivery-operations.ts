import { z } from 'zod';
import { defineRest } from '#connectors/rest-kit/rest-operation.ts';
import { deliveryMessage } from '../bpost.port.ts';

/** An instant as it travels: RFC 3339. Read as epoch milliseconds UTC. */
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const moment = z.strictObject({ start: instant, end: instant });
const reference = z.string().min(1).max(100).describe('Our reference of the delivery: that of the order in Shipping Manager.');
const delivery = z.strictObject({ reference });
const { event, sequence, employee, reason } = deliveryMessage.shape;

/** What travels is RFC 3339. */
export const onWire = (at: number): string => new Date(at).toISOString();
export const momentOnWire = ({ start, end }: { readonly start: number; readonly end: number }) => ({ start: onWire(start), end: onWire(end) });

/**
 * Version 1 of our own contract with bpost, for what Shipping Manager has no place for. Each answer about a delivery repeats its reference. What it says
 * stands in `eid-delivery-v1.openapi.json`, and changes only with the version.
 */
export const eidDeliveryOperations = defineRest({
  moments: {
    method: 'GET', path: '/v1/moments', summary: 'The moments that are offered in a region.', kind: 'read', status: 200,
    query: z.strictObject({ postcode: z.string().regex(/^[1-9]\d{3}$/), from: z.iso.date(), until: z.iso.date() }), answer: z.strictObject({ moments: z.array(moment).max(5_000) }),
  },
  changeMoment: {
    method: 'PUT', path: '/v1/deliveries/{reference}/moment', summary: 'Moves a delivery to another moment that is offered.', kind: 'write', status: 200, keyed: true,
    parameters: delivery, body: z.strictObject({ moment }), answer: z.strictObject({ reference, moment }),
  },
  handOverCustody: {
    method: 'POST', path: '/v1/deliveries/{reference}/custody', summary: 'The municipality has given the card to the courier: custody passes to bpost, once.', kind: 'write', status: 200, keyed: true,
    parameters: delivery, body: z.strictObject({ handedOverAt: instant }), answer: z.strictObject({ reference }),
  },
  messages: {
    method: 'GET', path: '/v1/deliveries/{reference}/messages', summary: 'All that was told of a delivery, under the ids with which it was sent.', kind: 'read', status: 200,
    parameters: delivery,
    answer: z.strictObject({
      reference,
      messages: z.array(z.strictObject({ id: z.string().min(1).max(200).describe('Under which the message was sent.'), event, at: instant, sequence, employee, reason, moment: moment.nullable() })).max(1_000),
    }),
  },
});
