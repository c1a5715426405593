import { z } from 'zod';
import type { Deliver } from '#services/kernel/connector.ts';
import { failures, type FailureLike } from '#services/kernel/failure.ts';

/** The fields of a message as they came, whichever service brought them. */
export type CameIn = { readonly [field in 'messageId' | 'reference' | 'event' | 'at' | 'sequence' | 'employee' | 'reason' | 'moment']?: unknown };

export const deliveryServiceFailures = failures('delivery-message', {
  unreadable: { status: 400, retry: 'never', title: 'This is not a message of this service.' },
  'not-now': { status: 503, retry: 'safe', title: 'The message could not be taken in now; send it again.' },
});

const messageId = z.uuid();
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const moment = z.object({ start: instant.catch(Number.NaN), end: instant.catch(Number.NaN) });

/**
 * Hands a message on, in the words of the port. What the port does not understand is refused there, with the field named, and kept for a person: its
 * sender is known, and may have something to say that this version has no word for.
 * @throws delivery-message.unreadable without an id of its own; and what `deliver` throws
 */
export async function takeInDelivery(deliver: Deliver, came: CameIn): Promise<string> {
  const id = messageId.safeParse(came.messageId);
  if (!id.success) throw deliveryServiceFailures.unreadable({ issues: [{ in: 'body', name: 'messageId', detail: 'a UUID is needed: a message without an id could not be told from its repeat' }] });
  await deliver('delivery', id.data.toLowerCase(), {
    reference: came.reference, event: came.event, at: readInstant(came.at), sequence: came.sequence,
    employee: came.employee ?? null, reason: came.reason ?? null, moment: readMoment(came.moment),
  });
  return id.data;
}

/** What a sender is told. Why it does not work at this moment is the house's own business. */
export function toldOf(failure: FailureLike): FailureLike {
  return failure.data.retry === 'never' ? failure : deliveryServiceFailures['not-now']();
}

/** What is no moment in time stays what it is, and is refused by its name. */
function readInstant(text: unknown): unknown {
  const read = instant.safeParse(text);
  return read.success ? read.data : text;
}

function readMoment(given: unknown): unknown {
  const read = moment.safeParse(given);
  return read.success ? read.data : given ?? null;
}
