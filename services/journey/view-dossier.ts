import type { Dossier, HistoryLine } from './dossier.store.ts';
import { dueOf } from './due-of.ts';
import { specOf } from './journey.states.ts';

/** A dossier as everyone may see it: no personal data. */
export function viewOf(dossier: Dossier) {
  const { id, state, ground, deliverBy, expiresOn, openedAt, stateSince, previous, dueAt } = dossier;
  const { phase, meaning } = specOf(state);
  return { dossier: id, state, phase, meaning, ground, deliverBy, expiresOn, openedAt, stateSince, dueAt: dueAt ?? dueOf(dossier, state), previous };
}

export function timelineStepOf({ sequence, occurredAt, recordedAt, move, state, actor, reason }: HistoryLine) {
  return { sequence, at: occurredAt, recordedAt, move, state, by: actor, reason };
}
