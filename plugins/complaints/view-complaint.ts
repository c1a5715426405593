import type { Complaint } from './complaints.store.ts';
import { openStates } from './complaints.store.ts';
import { isOverdue } from './reckon-terms.ts';

/** A complaint without its words. */
export function lineOf({ id, dossier, source, about, tone, state, receivedAt, answerOn, dueOn, endedAt, reason, told }: Complaint, today: string) {
  const isOpen = openStates.includes(state);
  const due = isOpen ? dueOn : null;
  return { complaint: id, dossier, source, about, tone, state, receivedAt, answerOn, dueOn: due, overdue: isOverdue({ dueOn: due }, today), endedAt, reason, told };
}
