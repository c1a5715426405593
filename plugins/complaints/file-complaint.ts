import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { handle } from '#services/kernel/plugin.ts';
import { complaints } from './complaints.contract.ts';

/** Also after the end of a dossier. In a lane of its own: a complaint that the CRM refuses holds up nothing, not even another complaint. */
export const fileComplaint = handle(complaints, 'file', (ctx, { dossier: id, about, text }) => ctx.answer(async (work) => {
  const { person } = await dossierOf(work, id);
  const complaint = work.newId();
  await work.dispatch('crm.recordComplaint', { insz: await inszOf(work, person), dossier: id, about, text, at: work.at }, { lane: `complaint:${complaint}`, dossier: id });
  return { complaint };
}));
