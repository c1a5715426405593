import type { State } from '#services/journey/journey.states.ts';
import { nextStepTexts } from './next-step-texts.ts';

type Deadline = 'expiry' | 'capture-visit' | 'delivery-visit' | 'payment';
type Waiting = keyof typeof nextStepTexts;

/** Which date belongs to what comes next; none where nobody knows one. */
const deadlines: { readonly [S in Waiting]?: Deadline } = {
  opened: 'expiry', invited: 'expiry', unreachable: 'expiry', 'payment-expired': 'expiry', 'moment-lost': 'expiry', 'visit-missed': 'expiry',
  requested: 'capture-visit', scheduled: 'capture-visit', 'awaiting-payment': 'payment', 'delivery-planned': 'delivery-visit', 'card-ready': 'delivery-visit', 'with-bpost': 'delivery-visit',
};

const isWaiting = (state: State): state is Waiting => Object.hasOwn(nextStepTexts, state);

/** What comes next and by when. For programs in English; pages say it in the citizen's language, by the state. */
export function nextStep(state: State, dates: { readonly [D in Deadline]: number | null }): { what: string; by: number | null } | null {
  if (!isWaiting(state)) return null;
  const deadline = deadlines[state];
  return { what: nextStepTexts[state].en, by: deadline === undefined ? null : dates[deadline] };
}
