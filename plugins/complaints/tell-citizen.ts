import { dayOf } from '#services/belgium/brussels-time.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import type { complaints } from './complaints.contract.ts';
import { complaintRows } from './complaints.store.ts';

type ComplaintsCtx = CommandCtx<typeof complaints>;

/** Who wrote a letter has not heard yet that it came in. Who filled in the page or spoke with a clerk knows; what the CRM answers, the CRM confirms. */
export async function confirmLetter(ctx: ComplaintsCtx, { complaint: id, dossier }: EventPayload<'complaints.filed'>): Promise<void> {
  const complaint = await ctx.store.first(complaintRows, { id });
  if (ctx.config.answeredBy === 'crm' || complaint?.source !== 'letter' || complaint.answerOn === null || dossier === null) return;
  const { receivedAt, answerOn } = complaint;
  await ctx.call('communication.tell', { dossier, notice: 'complaint-received', once: `complaint-received:${id}`, values: { receivedOn: dayOf(receivedAt), answerOn } });
}

/** The answer that an official wrote, in the citizen's medium, and how it went. What the CRM answered, it tells by itself. */
export async function tellAnswer(ctx: ComplaintsCtx, { complaint: id, dossier }: EventPayload<'complaints.answered'>): Promise<void> {
  const complaint = await ctx.store.first(complaintRows, { id });
  const answer = complaint?.words.answer ?? null;
  if (!complaint || answer === null || dossier === null) return;
  const { medium } = await ctx.call('communication.tell', { dossier, notice: 'complaint-answered', once: `complaint-answered:${id}`, values: { receivedOn: dayOf(complaint.receivedAt), answer } });
  // Where no medium is left, that is told of its own accord.
  if (medium !== null) await ctx.work((work) => work.update(complaintRows, { id }, { told: medium }));
}

/** Every medium failed, perhaps days later: somebody has to see to it. It is about the answer that went out last. */
export async function followUnreachable(ctx: ComplaintsCtx, { dossier, notice }: EventPayload<'communication.unreachable'>): Promise<void> {
  if (notice !== 'complaint-answered') return;
  await ctx.work(async (work) => {
    const last = await work.first(complaintRows, { dossier, state: 'answered' }, { by: [['endedAt', 'desc'], ['id', 'desc']] });
    if (last) await work.update(complaintRows, { id: last.id }, { told: 'nobody' });
  });
}
