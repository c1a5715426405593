import type { State } from '#services/journey/journey.states.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import type { Held } from './visit-session.ts';

export type Capture = ActionOutput<'biometrics.show'>;
/** The first visit as it stands, and the page that shows it. */
export interface CaptureAt extends Held { readonly ctx: PageCtx; readonly capture: Capture }
/** The steps of the first visit, in their order. */
export const captureSteps = ['device', 'identity', 'fingers', 'biza', 'order', 'moment'] as const;
export type CaptureStep = (typeof captureSteps)[number] | 'done' | 'missed' | 'nothing';

/** Before these the visit has not come; after them it is over. */
const steps: Partial<Record<State, CaptureStep>> = {
  scheduled: 'identity', identified: 'fingers', captured: 'biza', verified: 'order', 'card-lost': 'order', ordered: 'moment', 'visit-missed': 'missed',
  'delivery-planned': 'done', 'card-late': 'done', 'card-waiting': 'moment', 'card-ready': 'done', 'with-bpost': 'done',
};

/** Which step it is now, by the dossier and by whether this person has a session with a device. Whoever opened the door in an earlier session is identified anew. */
export function captureStep({ state, identity }: Pick<Capture, 'state' | 'identity'>, hasSession: boolean): CaptureStep {
  const step = steps[state] ?? 'nothing';
  if (step !== 'identity' && step !== 'fingers') return step;
  if (!hasSession) return 'device';
  return identity === 'unverified' ? 'identity' : 'fingers';
}
