import { isFinal } from '#services/journey/journey-table.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';
import { journey } from '#services/journey/journey.states.ts';

/** Has home service ended for this dossier? Its card, if one was ordered, is followed on: it exists until it is handed out or destroyed. */
export function hasEnded({ state }: Pick<Dossier, 'state'>): boolean {
  return isFinal(journey, state);
}
