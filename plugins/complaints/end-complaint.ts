import type { EndReason } from './complaints.contract.ts';
import type { Complaint } from './complaints.store.ts';
import { laneOf, stepComplaint, type ComplaintsWork } from './keep-complaint.ts';

export type Ending = { readonly outcome: 'answered'; readonly answer: string | null } | { readonly outcome: 'closed'; readonly reason: EndReason };

/** The end of a complaint, whoever made it. */
export async function endComplaint(work: ComplaintsWork, complaint: Complaint, ending: Ending, more: Pick<Partial<Complaint>, 'told'> = {}): Promise<void> {
  const { id, dossier, person, words } = complaint;
  const ended = { ...more, endedAt: work.at, dueOn: null };
  // Words are bound to whose they are.
  if (ending.outcome === 'answered') await stepComplaint(work, complaint, 'answered', { ...ended, state: 'answered', dossier, person, words: { ...words, answer: ending.answer } });
  else await stepComplaint(work, complaint, 'closed', { ...ended, state: 'closed', reason: ending.reason });
  await work.emit(ending.outcome, { complaint: id, dossier, at: work.at });
}

/** The CRM hears of an end that was made here, by the name under which it knows the complaint. */
export async function tellCrm(work: ComplaintsWork, { id, dossier, words: { crmReference } }: Complaint, ending: Ending): Promise<void> {
  const said = ending.outcome === 'answered' ? { answer: ending.answer, reason: null } : { answer: null, reason: ending.reason };
  const end = { reference: crmReference ?? id, dossier, outcome: ending.outcome, ...said, at: work.at };
  await work.dispatch('crm.recordComplaintEnd', end, { lane: laneOf(id), ...(dossier !== null && { dossier }) });
}
