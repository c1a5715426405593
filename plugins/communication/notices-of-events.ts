import type { EventName, EventPayload } from '#services/kernel/registry.ts';
import type { Notice } from './communication.contract.ts';

export interface Announced { readonly notice: Notice; readonly values: Readonly<Record<string, string | number>>; readonly once: string }
type Announce<K extends EventName> = (event: EventPayload<K>) => Announced | undefined;
const one = (notice: Notice, about: string | number, values: Announced['values'] = {}): Announced => ({ notice, values, once: `${notice}:${about}` });

/** What a citizen is told when something happens. Each is told once: what makes it one stands in its key. */
export const noticesOfEvents: { readonly [K in EventName]?: Announce<K> } = {
  'appointments.confirmed': ({ purpose, appointment, start }) => (purpose === 'capture' ? one('visit-confirmed', appointment, { start }) : undefined),
  'appointments.moved': ({ purpose, appointment, start }) => (purpose === 'capture' ? one('visit-moved', `${appointment}:${start}`, { start }) : undefined),
  'payment.transferRequested': ({ payment, amount, iban, beneficiary, communication, deadline }) => one('payment-requested', payment, { amount, iban, beneficiary, communication, deadline }),
  'payment.expired': ({ payment }) => one('payment-expired', payment),
  'payment.refunded': ({ payment, amount }) => one('refund', payment, { amount }),
  'delivery.planned': ({ by, start }) => one('delivery-planned', `${by}:${start}`, { start }),
  'delivery.cardLate': ({ expectedOn }) => one('card-late', expectedOn),
  'delivery.attemptFailed': ({ attempts }) => one('delivery-failed', attempts),
  'delivery.heldAtCounter': ({ claimBefore }) => (claimBefore === null ? undefined : one('card-waits-at-counter', claimBefore, { claimBefore })),
  'delivery.unclaimedSoon': ({ claimBefore }) => one('unclaimed-soon', claimBefore, { claimBefore }),
  'journey.moved': ({ state, move, sequence }) => {
    if (state === 'moment-lost') return one('moment-lost', sequence);
    if (state === 'card-lost') return one('card-lost', sequence);
    if (state === 'visit-missed') return one('visit-missed', sequence);
    if (state === 'withdrawn' && move === 'withdraw') return one('withdrawn', sequence);
    return state === 'closed' || state === 'referred-to-counter' ? one(state, sequence) : undefined;
  },
};
