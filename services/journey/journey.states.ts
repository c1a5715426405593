import { defineJourney, isFinal, type StateSpec } from './journey-table.ts';

/** Ways to leave home service that are open as long as no card has been ordered. */
const leaving = {
  'renew-at-counter': 'renewed-at-counter',
  withdraw: 'withdrawn',
  refer: 'referred-to-counter',
} as const;

/** While we wait for the citizen's first reaction, the time can also simply run out. */
const waitingForCitizen = { ...leaving, lapse: 'lapsed' } as const;

/**
 * The whole life of a dossier: every state, and every move that leads out of it. A move that is not here does not exist.
 * The state is a projection of the history; history is append-only.
 */
export const journey = defineJourney({
  initial: 'opened',
  states: {
    opened: {
      phase: 'invitation', meaning: 'The eID expires within the window; the citizen has not been told yet.',
      on: { invite: 'invited', 'fail-to-reach': 'unreachable', request: 'requested', ...waitingForCitizen },
    },
    invited: {
      phase: 'invitation', meaning: 'The citizen has been told and can ask for a visit.',
      on: { remind: 'invited', 'fail-to-reach': 'unreachable', request: 'requested', ...waitingForCitizen },
    },
    unreachable: {
      phase: 'invitation', meaning: 'No message reached the citizen; a clerk has to find another way.',
      on: { invite: 'invited', request: 'requested', ...waitingForCitizen },
    },
    requested: {
      phase: 'request', meaning: 'The citizen has asked for a visit and chosen a moment.',
      on: { 'ask-payment': 'awaiting-payment', schedule: 'scheduled', 'lose-moment': 'moment-lost', ...waitingForCitizen },
    },
    'awaiting-payment': {
      phase: 'request', meaning: 'The moment is held until the fee is paid.',
      on: { schedule: 'scheduled', 'expire-payment': 'payment-expired', 'lose-moment': 'moment-lost', ...leaving },
    },
    'payment-expired': {
      phase: 'request', meaning: 'The fee was not paid in time and the moment was given free; the citizen may ask again.',
      on: { request: 'requested', schedule: 'scheduled', 'lose-moment': 'moment-lost', ...waitingForCitizen },
    },
    'moment-lost': {
      phase: 'request', meaning: 'The chosen moment is no longer free; the citizen must choose another one.',
      on: { request: 'requested', schedule: 'scheduled', ...waitingForCitizen },
    },
    scheduled: {
      phase: 'biometrics', meaning: 'The first visit stands in the official\'s calendar.',
      on: { reschedule: 'scheduled', identify: 'identified', 'miss-visit': 'visit-missed', 'lose-moment': 'moment-lost', ...leaving },
    },
    'visit-missed': {
      phase: 'biometrics', meaning: 'The first visit did not take place; a new moment is needed.',
      on: { schedule: 'scheduled', ...waitingForCitizen },
    },
    identified: {
      phase: 'biometrics', meaning: 'The official has verified the citizen\'s identity at the door.',
      on: {
        capture: 'captured',
        'find-fingers-temporarily-impossible': 'captured',
        'find-fingers-permanently-impossible': 'captured',
        'break-off-visit': 'visit-missed',
        ...leaving,
      },
    },
    captured: {
      phase: 'biometrics', meaning: 'The biometrics are taken, sealed for BiZa and on their way.',
      on: { verify: 'verified', 'reject-biometrics': 'identified', ...leaving },
    },
    verified: {
      phase: 'biometrics', meaning: 'BiZa has registered and verified the biometrics, or takes the exception.',
      on: { order: 'ordered', 'reject-biometrics': 'identified', ...leaving },
    },
    ordered: {
      phase: 'delivery', meaning: 'The card is ordered at BiZa; a moment for its delivery must be agreed.',
      on: { 'plan-delivery': 'delivery-planned', 'receive-card': 'card-waiting', 'find-card-late': 'card-late', 'lose-card': 'card-lost', 'refer': 'referred-to-counter', withdraw: 'withdrawn' },
    },
    'delivery-planned': {
      phase: 'delivery', meaning: 'The delivery is planned; the card is being made.',
      on: { 'plan-delivery': 'delivery-planned', 'receive-card': 'card-ready', 'find-card-late': 'card-late', 'lose-card': 'card-lost', refer: 'referred-to-counter', withdraw: 'withdrawn' },
    },
    'card-late': {
      phase: 'delivery', meaning: 'The card will not be there at the planned moment; the delivery has to move.',
      on: { 'plan-delivery': 'delivery-planned', 'receive-card': 'card-waiting', 'find-card-late': 'card-late', 'lose-card': 'card-lost', refer: 'referred-to-counter', withdraw: 'withdrawn' },
    },
    'card-lost': {
      phase: 'delivery', meaning: 'The card was lost in the post; it is annulled and a new one must be ordered.',
      on: { order: 'ordered', refer: 'referred-to-counter', withdraw: 'withdrawn' },
    },
    'card-waiting': {
      phase: 'delivery', meaning: 'The card is at the town hall, but no moment for its delivery stands.',
      on: { 'plan-delivery': 'card-ready', 'take-back-receipt': 'ordered', 'lose-card': 'card-lost', 'find-undeliverable': 'undeliverable', unclaim: 'unclaimed', refer: 'referred-to-counter' },
    },
    'card-ready': {
      phase: 'delivery', meaning: 'The card is at the town hall and its delivery is planned.',
      on: {
        'plan-delivery': 'card-ready', 'take-back-receipt': 'delivery-planned', 'hand-to-bpost': 'with-bpost', 'start-delivery': 'handing-over', 'fail-attempt': 'delivery-failed',
        'lose-card': 'card-lost', unclaim: 'unclaimed', refer: 'referred-to-counter',
      },
    },
    'with-bpost': {
      phase: 'delivery', meaning: 'A certified bpost employee holds the card.',
      on: {
        'plan-delivery': 'with-bpost', 'start-delivery': 'handing-over', 'fail-attempt': 'delivery-failed', 'return-card': 'card-waiting', 'lose-card': 'card-lost',
      },
    },
    'delivery-failed': {
      phase: 'delivery', meaning: 'An attempt to hand the card over failed; a new moment is needed.',
      on: {
        'plan-delivery': 'card-ready', 'plan-delivery-by-bpost': 'with-bpost', 'return-card': 'card-waiting', 'lose-card': 'card-lost',
        'find-undeliverable': 'undeliverable', unclaim: 'unclaimed', refer: 'referred-to-counter',
      },
    },
    undeliverable: {
      phase: 'delivery', meaning: 'The card cannot be delivered at home; it waits at the counter.',
      on: { 'plan-delivery': 'card-ready', 'return-card': 'undeliverable', unclaim: 'unclaimed', refer: 'referred-to-counter', 'renew-at-counter': 'renewed-at-counter' },
    },
    'handing-over': {
      phase: 'delivery', meaning: 'Identity is verified at the door and the old card is taken in.',
      on: { activate: 'activated', 'fail-attempt': 'delivery-failed' },
    },
    activated: {
      phase: 'delivery', meaning: 'The new card is active, with the code that the citizen chose.',
      on: { 'register-code': 'code-registered' },
    },
    'code-registered': {
      phase: 'delivery', meaning: 'BiZa has registered the chosen code.',
      on: { 'close-procedure': 'procedure-closed' },
    },
    'procedure-closed': {
      phase: 'delivery', meaning: 'The official has closed the procedure; BiZa and the eID tool still close the renewal.',
      on: { close: 'closed' },
    },
    closed: { phase: 'ended', meaning: 'The citizen has the new eID; everything is closed.', on: {} },
    lapsed: { phase: 'ended', meaning: 'The citizen did not react in time.', on: {} },
    'renewed-at-counter': { phase: 'ended', meaning: 'The citizen renewed at the counter.', on: {} },
    withdrawn: { phase: 'ended', meaning: 'The citizen does not want home service any more.', on: {} },
    'referred-to-counter': { phase: 'ended', meaning: 'Home service cannot help here; the counter can.', on: {} },
    unclaimed: { phase: 'ended', meaning: 'Nobody claimed the card within three months; it is reported and destroyed.', on: {} },
  },
});

export type State = keyof typeof journey.states;
type MovesOf<S> = S extends { readonly on: infer On } ? keyof On & string : never;
/** Every move of the table. */
export type Move = { [S in State]: MovesOf<(typeof journey.states)[S]> }[State];

export function specOf(state: State): StateSpec {
  return journey.states[state];
}

/** States without a way out, and all others. */
export const finalStates: readonly State[] = (Object.keys(journey.states) as State[]).filter((state) => isFinal(journey, state));
export const openStates: readonly State[] = (Object.keys(journey.states) as State[]).filter((state) => !isFinal(journey, state));
