import type { Mishap } from '#connectors/rest-kit/mishaps.ts';
import { paymentFailures } from '../payment.port.ts';

export type PaymentFailure = keyof typeof paymentFailures;

/** What can come back instead of an answer or a refusal in a provider's own words, and what the house may do next. */
export const meaningOf: Readonly<Record<Mishap, { readonly read: PaymentFailure; readonly write: PaymentFailure }>> = {
  'not-sent': { read: 'unavailable', write: 'unavailable' },
  'unusable-key': { read: 'credentials-refused', write: 'credentials-refused' },
  'not-let-in': { read: 'credentials-refused', write: 'credentials-refused' },
  busy: { read: 'unavailable', write: 'unavailable' },
  lost: { read: 'unavailable', write: 'no-answer' },
  'not-taken': { read: 'refused', write: 'refused' },
  'not-understood': { read: 'unreadable', write: 'unclear' },
};

/** `about`: method, address as a pattern, and what was seen. Never what was sent or answered. */
export const failureOf = (mishap: Mishap, kind: 'read' | 'write', about: string): Error => paymentFailures[meaningOf[mishap][kind]]({ cause: new Error(about) });
