import { handle } from '#services/kernel/plugin.ts';
import { complaints } from './complaints.contract.ts';
import { complaintRows, complaintSteps } from './complaints.store.ts';
import { complaintOf } from './keep-complaint.ts';
import { mayOf } from './may-of.ts';
import { lineOf } from './view-complaint.ts';

/** Words of a citizen are given: each look stands in the audit. */
export const showComplaint = handle(complaints, 'show', async (ctx, { complaint: id }) => {
  const complaint = await complaintOf(ctx.store, id);
  const { dossier, person } = complaint;
  const subject = dossier !== null ? `dossier:${dossier}` : person === null ? `complaint:${id}` : `person:${person}`;
  await ctx.note({ what: 'complaints.show', subject, why: 'a complaint was read', result: 'done' });
  const steps = await ctx.store.find(complaintSteps, { complaint: id }, { by: [['sequence', 'asc']] });
  return {
    ...lineOf(complaint, ctx.today()), ...complaint.words, answeredBy: ctx.config.answeredBy, may: mayOf(complaint, ctx.config),
    steps: steps.map(({ step, at, actor, tone, reason }) => ({ step, at, by: actor, tone, reason })),
  };
});

/** What a citizen said about the own dossier, the latest first. */
export const complaintsOfDossier = handle(complaints, 'ofDossier', async (ctx, { dossier }) => {
  const rows = await ctx.store.find(complaintRows, { dossier }, { by: [['receivedAt', 'desc'], ['id', 'desc']] });
  return { complaints: rows.map((row) => ({ ...lineOf(row, ctx.today()), answer: row.words.answer })) };
});
