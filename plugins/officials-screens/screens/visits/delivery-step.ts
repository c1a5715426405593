import type { State } from '#services/journey/journey.states.ts';
import type { PageCtx } from '#services/kernel/page.ts';
import type { ActionOutput } from '#services/kernel/registry.ts';
import type { Held } from './visit-session.ts';

export type Delivery = ActionOutput<'delivery.show'>;
/** The second visit as it stands, and the page that shows it. */
export interface DeliveryAt extends Held { readonly ctx: PageCtx; readonly delivery: Delivery }

/** The steps of the second visit, in their order. */
export const deliverySteps = ['device', 'identity', 'code', 'activate', 'register', 'close'] as const;
export type DeliveryStep = (typeof deliverySteps)[number] | 'closing' | 'done' | 'bpost' | 'not-yet' | 'failed' | 'counter' | 'lost' | 'ended';

const steps: Partial<Record<State, DeliveryStep>> = {
  ordered: 'not-yet', 'delivery-planned': 'not-yet', 'card-late': 'not-yet', 'card-waiting': 'not-yet', 'card-lost': 'lost', 'card-ready': 'identity', 'with-bpost': 'bpost',
  'delivery-failed': 'failed', undeliverable: 'counter', 'handing-over': 'code', activated: 'register', 'code-registered': 'close', 'procedure-closed': 'closing', closed: 'done',
};

/** Which step it is now, by the dossier and by whether this person has a session with a device. */
export function deliveryStep({ state, by, code, activation }: Pick<Delivery, 'state' | 'by' | 'code' | 'activation'>, hasSession: boolean): DeliveryStep {
  const step = steps[state] ?? 'ended';
  if (step === 'identity' && by === 'bpost') return 'bpost';
  // BiZa could not read the code of a card that works already: it is chosen anew.
  const isAnew = step === 'register' && (code === 'failed' || code === 'none' || code === 'requested');
  if (isAnew) return hasSession ? 'code' : 'device';
  if (step !== 'identity' && step !== 'code') return step;
  if (!hasSession) return 'device';
  if (step === 'code' && (code === 'chosen' || (activation !== 'none' && activation !== 'failed'))) return 'activate';
  return step;
}
