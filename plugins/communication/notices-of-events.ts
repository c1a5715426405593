import type { State } from '#services/journey/journey.states.ts';
import type { EventName, EventPayload } from '#services/kernel/registry.ts';
import type { Notice } from './communication.contract.ts';
import type { Given } from './fill-values.ts';

export interface Announced { readonly notice: Notice; readonly values: Given; readonly once: string }
/** `occasion` is the same however often an event is delivered, and another one when the same thing happens again. */
type Announce<K extends EventName> = (event: EventPayload<K>, occasion: string) => Announced | undefined;

const onceLength = 120;
const one = (notice: Notice, about: string | number, values: Given = {}): Announced => ({ notice, values, once: `${notice}:${about}`.slice(0, onceLength) });

export type TellingEvent =
  | 'appointments.confirmed' | 'appointments.moved' | 'payment.transferRequested' | 'payment.expired' | 'payment.refunded' | 'delivery.planned' | 'delivery.cardLate'
  | 'delivery.attemptFailed' | 'delivery.heldAtCounter' | 'delivery.unclaimedSoon' | 'request.withdrawn';

/** What a citizen is told when something happens. Each is told once: what makes it one stands in its key. */
export const noticesOfEvents: { readonly [K in TellingEvent]: Announce<K> } = {
  'appointments.confirmed': ({ purpose, appointment, start }) => (purpose === 'capture' ? one('visit-confirmed', `${appointment}:${start}`, { start }) : undefined),
  // A visit may move there and back again: each time is told.
  'appointments.moved': ({ purpose, appointment, start }, occasion) => (purpose === 'capture' ? one('visit-moved', `${appointment}:${start}:${occasion}`, { start }) : undefined),
  'payment.transferRequested': ({ payment, amount, iban, beneficiary, communication, deadline }) => one('payment-requested', payment, { amount, iban, beneficiary, communication, deadline }),
  'payment.expired': ({ payment }) => one('payment-expired', payment),
  'payment.refunded': ({ payment, amount }) => one('refund', payment, { amount }),
  'delivery.planned': ({ by, start }, occasion) => one('delivery-planned', `${by}:${start}:${occasion}`, { start }),
  'delivery.cardLate': ({ expectedOn, start }) => one('card-late', `${expectedOn}:${start ?? ''}`),
  'delivery.attemptFailed': ({ attempts }) => one('delivery-failed', attempts),
  'delivery.heldAtCounter': ({ claimBefore }) => (claimBefore === null ? undefined : one('card-waits-at-counter', claimBefore, { claimBefore })),
  'delivery.unclaimedSoon': ({ claimBefore }) => one('unclaimed-soon', claimBefore, { claimBefore }),
  'request.withdrawn': () => one('withdrawn', 'dossier'),
};

type Moved = Pick<EventPayload<'journey.moved'>, 'state' | 'from' | 'sequence'>;

const noticesOfStates: { readonly [S in State]?: (moved: Moved, reason: string | null) => Notice | undefined } = {
  closed: () => 'closed',
  'referred-to-counter': () => 'referred-to-counter',
  'card-lost': () => 'card-lost',
  // Nobody was at the door, so nobody may say so.
  'visit-missed': (_moved, reason) => (reason === 'official-ill' ? 'moment-lost' : 'visit-missed'),
  // A visit that stood in the calendar is told as cancelled, with its moment.
  'moment-lost': ({ from }) => (from === 'scheduled' ? undefined : 'moment-lost'),
};

/** What a citizen is told when the dossier moves, and why it did. */
export function noticeOfMove(moved: Moved, reason: string | null): Announced | undefined {
  const notice = noticesOfStates[moved.state]?.(moved, reason);
  return notice && one(notice, moved.sequence);
}

/** The journey's own end is told as such, and who withdrew knows it: a cancelled visit adds nothing then. */
const toldOtherwise: readonly string[] = ['dossier-closed', 'dossier-withdrawn', 'dossier-referred-to-counter'];

/** A cancelled visit is named by its moment, which only the calendar knows. */
export function noticeOfCancelled({ appointment, purpose, reason }: Pick<EventPayload<'appointments.cancelled'>, 'appointment' | 'purpose' | 'reason'>, start: number | undefined): Announced | undefined {
  if (purpose !== 'capture' || toldOtherwise.includes(reason) || start === undefined) return undefined;
  return one('visit-cancelled', appointment, { start });
}
