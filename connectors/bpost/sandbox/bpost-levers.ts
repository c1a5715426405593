import { z } from 'zod';
import { postcodeSchema } from '#services/belgium/address.ts';
import type { Lever } from '#services/kernel/connector.ts';
import type { SandboxMeans } from '#connectors/sandbox-kit/open-sandbox.ts';
import { deliveryEvent, deliveryMessage, moment } from '../bpost.port.ts';
import type { BpostWorld, Delivery } from './bpost-world.ts';
import { demandDelivery, streetKey } from './keep-deliveries.ts';

const nothing = z.strictObject({});
const told = deliveryMessage.shape;
const delivery = z.object({
  reference: z.string(), orderReference: z.string(), barcode: z.string(), moment,
  state: z.enum(['announced', 'cancelled', 'ended']), custody: z.enum(['municipality', 'bpost', 'citizen', 'lost']), sequence: z.int(),
});

/** What an event means for bpost itself. */
const follows: Readonly<Record<z.output<typeof deliveryEvent>, Partial<Pick<Delivery, 'state' | 'custody'>>>> = {
  'pre-announced': {}, 'card-received': { custody: 'bpost' }, 'attempt-failed': {}, 'hand-over-blocked': {}, 'moment-changed': {},
  'handed-over': { state: 'ended', custody: 'citizen' }, returned: { state: 'ended', custody: 'municipality' },
  cancelled: { state: 'cancelled' }, lost: { state: 'ended', custody: 'lost' },
};

export function bpostLevers(world: BpostWorld, { lever, table, post, now }: SandboxMeans): Record<string, Lever> {
  const { deliveries, remarks } = world;
  return {
    send: lever(
      'Lets bpost tell something about a delivery. Left out, the sequence is the next one; given, messages may come out of order.',
      z.strictObject({
        reference: told.reference, event: deliveryEvent, employee: told.employee.default(null), reason: told.reason.default(null), moment: moment.nullable().default(null),
        at: told.at.optional(), sequence: told.sequence.optional(),
      }),
      z.object({ sequence: z.int() }),
      ({ reference, event, employee, reason, moment, at, sequence: given }) => {
        const before = demandDelivery(world, reference);
        const sequence = given ?? before.sequence + 1;
        deliveries.put(reference, {
          ...before, ...follows[event], sequence: Math.max(before.sequence, sequence), ...(event === 'moment-changed' && moment && { moment }),
        });
        post('delivery', { reference, event, at: at ?? now(), sequence, employee, reason, moment });
        return { sequence };
      },
    ),
    deliveries: table('All deliveries that were announced, oldest first.', z.object({ deliveries: z.array(delivery) }), () => ({
      deliveries: deliveries.all().map(({ id, document }) => ({ reference: id, ...document })),
    })),
    'remark-address': lever(
      'Says of a street that it is not deliverable, or is written otherwise; without either it is an ordinary street again.',
      z.strictObject({
        postcode: postcodeSchema, street: z.string().min(1).max(100), deliverable: z.boolean().default(true),
        suggestion: z.strictObject({ street: z.string().min(1).max(100), postcode: postcodeSchema, city: z.string().min(1).max(60) }).nullable().default(null),
      }),
      nothing,
      ({ deliverable, suggestion, ...address }) => {
        remarks.put(streetKey(address), { deliverable, suggestion });
        return {};
      },
    ),
  };
}
