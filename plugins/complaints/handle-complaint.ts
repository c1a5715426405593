import { handle } from '#services/kernel/plugin.ts';
import { complaints } from './complaints.contract.ts';
import { endComplaint } from './end-complaint.ts';
import { complaintOf, stepComplaint } from './keep-complaint.ts';
import { demand } from './may-of.ts';

/** Somebody is at it: from now on it is the day of the answer that counts. */
export const takeUpComplaint = handle(complaints, 'takeUp', (ctx, { complaint: id }) => ctx.answer(async (work) => {
  const complaint = await complaintOf(work, id);
  demand('takeUp', complaint, ctx.config);
  await stepComplaint(work, complaint, 'taken-up', { state: 'taken-up', dueOn: complaint.answerOn });
  return { complaint: id, state: 'taken-up' as const };
}));

/** The citizen is told after the commit, by whom tells everything; the text is kept with the complaint, so that neither loses it. */
export const answerComplaint = handle(complaints, 'answer', (ctx, { complaint: id, text }) => ctx.answer(async (work) => {
  const complaint = await complaintOf(work, id);
  demand('answer', complaint, ctx.config);
  await endComplaint(work, complaint, { outcome: 'answered', answer: text });
  return { complaint: id, state: 'answered' as const };
}));

export const closeComplaint = handle(complaints, 'close', (ctx, { complaint: id, reason }) => ctx.answer(async (work) => {
  const complaint = await complaintOf(work, id);
  demand('close', complaint, ctx.config);
  await endComplaint(work, complaint, { outcome: 'closed', reason });
  return { complaint: id, state: 'closed' as const };
}));
