import { handle } from '#services/kernel/plugin.ts';
import { complaints } from './complaints.contract.ts';
import { endComplaint, tellCrm } from './end-complaint.ts';
import { complaintOf, stepComplaint } from './keep-complaint.ts';
import { demand } from './may-of.ts';

/** Somebody is at it: from now on it is the day of the answer that counts. */
export const takeUpComplaint = handle(complaints, 'takeUp', (ctx, { complaint: id }) => ctx.answer(async (work) => {
  const complaint = await complaintOf(work, id);
  demand('takeUp', complaint, ctx.config);
  await stepComplaint(work, complaint, 'taken-up', { state: 'taken-up', dueOn: complaint.answerOn });
  return { complaint: id, state: 'taken-up' as const };
}));

/** The text is kept with the complaint, and goes out by whom tells everything when the event is heard: neither loses it. Who has no dossier here is told by the CRM. */
export const answerComplaint = handle(complaints, 'answer', (ctx, { complaint: id, text }) => ctx.answer(async (work) => {
  const complaint = await complaintOf(work, id);
  demand('answer', complaint, ctx.config);
  const ending = { outcome: 'answered', answer: text } as const;
  await endComplaint(work, complaint, ending, complaint.dossier === null ? { told: 'crm' } : {});
  await tellCrm(work, complaint, ending);
  return { complaint: id, state: 'answered' as const };
}));

export const closeComplaint = handle(complaints, 'close', (ctx, { complaint: id, reason }) => ctx.answer(async (work) => {
  const complaint = await complaintOf(work, id);
  demand('close', complaint, ctx.config);
  const ending = { outcome: 'closed', reason } as const;
  await endComplaint(work, complaint, ending);
  await tellCrm(work, complaint, ending);
  return { complaint: id, state: 'closed' as const };
}));
