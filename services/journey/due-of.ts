import { instantOf } from '#services/belgium/brussels-time.ts';
import type { Dossier } from './dossier.store.ts';
import { isFinal } from './journey-table.ts';
import { journey, type State } from './journey.states.ts';

/** In these a visit stands or is under way: what comes next is due when that visit ends. In all others that are open, before the present card expires. */
const underVisit: ReadonlySet<State> = new Set<State>([
  'requested', 'awaiting-payment', 'scheduled', 'identified', 'captured', 'verified',
  'delivery-planned', 'card-ready', 'with-bpost', 'handing-over', 'activated', 'code-registered', 'procedure-closed',
]);

/** By when the next step is due in the state that is reached; `null` when there is none any more. `visitEnds`: of the visit that was agreed with this move. */
export function dueOf({ dueAt, expiresOn }: Pick<Dossier, 'dueAt' | 'expiresOn'>, state: State, visitEnds?: number): number | null {
  if (isFinal(journey, state)) return null;
  return (underVisit.has(state) ? visitEnds ?? dueAt : null) ?? expiryOf(expiresOn);
}

/** The last minute of the day on which the present card expires. */
export function expiryOf(expiresOn: string): number {
  return instantOf(expiresOn, '23:59');
}
