import type { Dossier } from '#services/journey/dossier.store.ts';
import { allows } from '#services/journey/move-dossier.ts';

/** The first visit was missed, or its moment was lost: a new moment is chosen without a new request, as long as nothing is left to pay. */
export function needsNewMoment({ state, ground }: Pick<Dossier, 'state' | 'ground'>): boolean {
  return allows({ state }, 'schedule') && ground !== null && state !== 'requested' && state !== 'awaiting-payment';
}
