import type { EndReason } from './complaints.contract.ts';
import type { Complaint } from './complaints.store.ts';
import { stepComplaint, type ComplaintsWork } from './keep-complaint.ts';

export type Ending = { readonly outcome: 'answered'; readonly answer: string | null } | { readonly outcome: 'closed'; readonly reason: EndReason };

/** The end of a complaint, whoever made it. */
export async function endComplaint(work: ComplaintsWork, complaint: Complaint, ending: Ending): Promise<void> {
  const { id, dossier, person, words } = complaint;
  const ended = { endedAt: work.at, dueOn: null };
  if (ending.outcome === 'answered') await stepComplaint(work, complaint, 'answered', { ...ended, state: 'answered', dossier, person, words: { ...words, answer: ending.answer } });
  else await stepComplaint(work, complaint, 'closed', { ...ended, state: 'closed', reason: ending.reason });
  await work.emit(ending.outcome, { complaint: id, dossier, at: work.at });
}
