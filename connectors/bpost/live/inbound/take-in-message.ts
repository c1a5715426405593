import { z } from 'zod';
import type { InboundEnv } from '#services/kernel/connector.ts';
import { failures, type FailureLike } from '#services/kernel/failure.ts';

/** The fields of a message as they came, whichever service brought them. */
export type CameIn = Readonly<Record<string, unknown>>;

export const deliveryServiceFailures = failures('delivery-message', {
  unreadable: { status: 400, retry: 'never', title: 'This is not a message of this service.' },
  'not-for-us': { status: 403, retry: 'never', title: 'This message is for another municipality.' },
  'not-now': { status: 503, retry: 'safe', title: 'The message could not be taken in now; send it again.' },
});

export type TakeInEnv = Pick<InboundEnv<unknown>, 'deliver' | 'municipality' | 'formerly'>;

const messageId = z.uuid();
const nis = z.string().regex(/^\d{5}$/);
const instant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const moment = z.object({ start: instant.catch(Number.NaN), end: instant.catch(Number.NaN) });

/** What the port calls a message, and its fields in the words of the port. */
export interface Read { readonly message: string; readonly payload: (came: CameIn) => Readonly<Record<string, unknown>> }

export const readDelivery: Read = {
  message: 'delivery',
  payload: ({ reference, event, at, sequence, employee = null, reason = null, moment: given }) => ({ reference, event, at: readInstant(at), sequence, employee, reason, moment: readMoment(given) }),
};
export const readCertification: Read = {
  message: 'certification',
  payload: ({ employee, event, at, sequence, validFrom = null, validUntil = null, evidence = null, training = null }) => ({ employee, event, at: readInstant(at), sequence, validFrom, validUntil, evidence, training }),
};

/**
 * Hands a message on, in the words of the port. What the port does not understand is refused there, with the field named, and kept for a person: its
 * sender is known, and may have something to say that this version has no word for. bpost signs for all municipalities with one certificate: that a message is
 * for this one, it says itself, by its NIS code or one that it had before.
 * @throws delivery-message.unreadable without an id or a municipality of its own; delivery-message.not-for-us; and what `deliver` throws
 */
export async function takeIn({ deliver, municipality, formerly = () => [] }: TakeInEnv, { message, payload }: Read, came: CameIn): Promise<string> {
  const id = messageId.safeParse(came['messageId']);
  if (!id.success) throw deliveryServiceFailures.unreadable({ issues: [{ in: 'body', name: 'messageId', detail: 'a UUID is needed: a message without an id could not be told from its repeat' }] });
  const addressed = nis.safeParse(came['municipality']);
  if (!addressed.success) throw deliveryServiceFailures.unreadable({ issues: [{ in: 'body', name: 'municipality', detail: 'the NIS code of the municipality is needed: five digits' }] });
  const ours = [municipality.nis, ...formerly().map((former) => former.nis)];
  if (!ours.includes(addressed.data)) throw deliveryServiceFailures['not-for-us']({ issues: [{ in: 'body', name: 'municipality', detail: 'is not the NIS code of the municipality that is reached here' }] });
  await deliver(message, id.data.toLowerCase(), payload(came));
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
