import type { State } from '#services/journey/journey.states.ts';

type Deadline = 'expiry' | 'capture-visit' | 'delivery-visit' | 'payment' | null;

/** What comes next, in words that a citizen understands, and which date belongs to it. */
const steps: { readonly [S in State]: readonly [what: string, by: Deadline] | null } = {
  opened: ['We will tell you how you can get your new eID.', 'expiry'],
  invited: ['Choose a moment for our visit.', 'expiry'],
  unreachable: ['Choose a moment for our visit, or telephone us.', 'expiry'],
  requested: ['We confirm your moment.', 'capture-visit'],
  'awaiting-payment': ['Pay the fee; then your moment is certain.', 'payment'],
  'payment-expired': ['Choose a moment again, and pay the fee.', 'expiry'],
  'moment-lost': ['Your moment is no longer free. Choose another one.', 'expiry'],
  scheduled: ['Our official comes to your home to take your fingerprints.', 'capture-visit'],
  'visit-missed': ['We missed each other. Choose a new moment.', 'expiry'],
  identified: ['The official takes your fingerprints.', null],
  captured: ['The ministry checks your fingerprints.', null],
  verified: ['The official orders your eID.', null],
  ordered: ['Choose a moment for the delivery of your eID.', null],
  'delivery-planned': ['Your eID is being made. We bring it to you.', 'delivery-visit'],
  'card-late': ['Your eID takes longer. Choose a new moment for the delivery.', null],
  'card-lost': ['Your eID got lost in the post. A new one is made.', null],
  'card-waiting': ['Your eID is here. Choose a moment for its delivery.', null],
  'card-ready': ['Your eID is here. We bring it to you.', 'delivery-visit'],
  'with-bpost': ['A bpost employee brings your eID.', 'delivery-visit'],
  'delivery-failed': ['We could not give you your eID. Choose a new moment.', null],
  undeliverable: ['Your eID waits for you at the counter.', null],
  'handing-over': ['Your eID is handed over.', null],
  activated: ['Your code is being registered.', null],
  'code-registered': ['The official closes your dossier.', null],
  'procedure-closed': ['Your dossier is being closed everywhere.', null],
  closed: null, lapsed: null, 'renewed-at-counter': null, withdrawn: null, 'referred-to-counter': null, unclaimed: null,
};

export function nextStep(state: State, dates: { readonly [D in NonNullable<Deadline>]: number | null }): { what: string; by: number | null } | null {
  const step = steps[state];
  return step && { what: step[0], by: step[1] && dates[step[1]] };
}
