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
  // A card that works already, and whose code BiZa could not read, is given another one.
  const isOpen = step === 'identity' || step === 'code' || (step === 'register' && (code !== 'chosen' || activation !== 'active'));
  if (!isOpen) return step;
  if (!hasSession) return 'device';
  if (step === 'identity') return step;
  return code === 'chosen' || (activation !== 'none' && activation !== 'failed' && activation !== 'active') ? 'activate' : 'code';
}
