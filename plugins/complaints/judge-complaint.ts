import { handle } from '#services/kernel/plugin.ts';
import { complaints } from './complaints.contract.ts';
import { openStates, type Complaint } from './complaints.store.ts';
import { complaintOf, stepComplaint, type Rules } from './keep-complaint.ts';
import { termsOf } from './reckon-terms.ts';

/** Also after its end: the figures follow the latest judgement. What turns out to ask for something after all is received anew, and due as from the day on which it came in. */
export const judgeComplaint = handle(complaints, 'judge', (ctx, { complaint: id, tone }) => ctx.answer(async (work) => {
  const complaint = await complaintOf(work, id);
  if (complaint.tone === tone) return { complaint: id, state: complaint.state, tone };
  const changes = changesOf(complaint, tone, ctx.config);
  await stepComplaint(work, complaint, 'judged', changes);
  await work.emit('judged', { complaint: id, dossier: complaint.dossier, tone, at: work.at });
  return { complaint: id, state: changes.state ?? complaint.state, tone };
}));

function changesOf(complaint: Complaint, tone: Complaint['tone'], rules: Rules): Partial<Complaint> {
  const { answerOn, takeUpOn } = termsOf({ ...complaint, tone }, rules);
  if (complaint.reason === 'nothing-asked') return { tone, answerOn, dueOn: takeUpOn, ...(tone !== 'positive' && { state: 'received', endedAt: null, reason: null }) };
  if (!openStates.includes(complaint.state)) return { tone };
  return { tone, answerOn, dueOn: complaint.state === 'received' ? takeUpOn : answerOn };
}
