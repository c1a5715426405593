import { dayOf, instantOf } from '#services/belgium/brussels-time.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { handle } from '#services/kernel/plugin.ts';
import { complaints } from './complaints.contract.ts';
import { complaintsFailures } from './complaints.failures.ts';
import { keepComplaint } from './keep-complaint.ts';

/** Also after the end of a dossier. The CRM hears of it in a lane of its own: a complaint that it refuses holds up nothing, not even another complaint. */
export const fileComplaint = handle(complaints, 'file', (ctx, { dossier: id, about, tone, text, source, receivedOn }) => ctx.answer(async (work) => {
  const { person } = await dossierOf(work, id);
  const own = ctx.caller.kind === 'citizen';
  const receivedAt = own ? work.at : receivedOnDay(receivedOn, work.at);
  const filed = await keepComplaint(work, ctx.config, {
    id: work.newId(), dossier: id, person: null, source: own ? 'citizen' : source ?? 'telephone', about, tone, receivedAt, crmReference: null, crmChangedAt: null, text,
  });
  await work.dispatch('crm.recordComplaint', { insz: await inszOf(work, person), dossier: id, about, text, at: receivedAt }, { lane: `complaint:${filed.id}`, dossier: id });
  return { complaint: filed.id, answerOn: filed.answerOn };
}));

/** A letter comes in before it is noted: noon stands for the hour that nobody knows. */
function receivedOnDay(day: string | undefined, now: number): number {
  const today = dayOf(now);
  if (day === undefined || day === today) return now;
  if (day > today) throw complaintsFailures['not-received-yet']({ issues: [{ in: 'body', name: 'receivedOn', detail: 'a day that is still to come' }] });
  return instantOf(day, '12:00');
}
