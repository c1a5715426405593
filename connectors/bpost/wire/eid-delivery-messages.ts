import { z } from 'zod';
import { deliveryMessage } from '../bpost.port.ts';

/** An instant as it travels: RFC 3339; here epoch milliseconds UTC. */
const instant = z.codec(z.iso.datetime({ offset: true }), z.int(), { decode: (text) => Date.parse(text), encode: (at) => new Date(at).toISOString() });
const moment = z.strictObject({ start: instant, end: instant });
const reference = z.string().min(1).max(100).describe('Our reference of the delivery: that of the order in Shipping Manager.');

/** What is asked, and what is answered, in version 1; each answer about a delivery repeats its reference. The fields of a message are those of the port. */
export const eidDeliveryMessages = {
  moments: { answer: z.strictObject({ moments: z.array(moment).max(5_000) }) },
  changeMoment: { request: z.strictObject({ moment }), answer: z.strictObject({ reference, moment }) },
  handOverCustody: { request: z.strictObject({ handedOverAt: instant }), answer: z.strictObject({ reference }) },
  delivery: {
    answer: z.strictObject({
      reference,
      messages: z.array(z.strictObject({
        id: z.string().min(1).max(200).describe('Under which the message was sent.'),
        event: deliveryMessage.shape.event, at: instant, sequence: deliveryMessage.shape.sequence, employee: deliveryMessage.shape.employee, reason: deliveryMessage.shape.reason, moment: moment.nullable(),
      })).max(1_000),
    }),
  },
} as const;
