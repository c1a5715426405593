import { dossiers, type Dossier } from '#services/journey/dossier.store.ts';
import { isFinal } from '#services/journey/journey-table.ts';
import { journey } from '#services/journey/journey.states.ts';
import { findPerson } from '#services/journey/people.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { MessagePayload } from '#services/kernel/port.ts';
import type { complaints } from './complaints.contract.ts';
import { complaintRows, complaintSteps, openStates, type Complaint } from './complaints.store.ts';
import { endComplaint, type Ending } from './end-complaint.ts';
import { complaintOf, keepComplaint, markPurpose, stepComplaint, type ComplaintsWork, type Rules } from './keep-complaint.ts';
import { retoned } from './judge-complaint.ts';

type Told = MessagePayload<(typeof complaints)['uses'], 'crm.complaint'>;

/**
 * The CRM tells of a complaint as it stands there: one of its own, or what became of one of ours. The first message makes it known; an older one than was heard before
 * changes nothing, and an end is for good.
 */
export async function receiveComplaint(ctx: CommandCtx<typeof complaints>, told: Told): Promise<void> {
  const heard = await ctx.work(async (work) => {
    const known = await work.first(complaintRows, told.ours === null ? { mark: { in: work.blindIndexes(markPurpose, told.reference) } } : { id: told.ours });
    // Ours once, and forgotten since: it does not come back as somebody else's.
    if (!known && told.ours !== null) return false;
    const complaint = known ?? await takeIn(work, ctx.config, told);
    await follow(work, ctx.config, complaint, told);
    return true;
  });
  if (!heard) ctx.log.warn({}, 'the CRM told of a complaint of ours that is not here any more');
}

async function takeIn(work: ComplaintsWork, rules: Rules, { reference, about, tone, text, receivedAt, changedAt, ...said }: Told): Promise<Complaint> {
  const { dossier, person } = await whose(work, { ...said, receivedAt });
  if (person !== null) await work.audit({ what: 'complaints.receive', subject: dossier === null ? `person:${person}` : `dossier:${dossier}`, why: 'the CRM told of a complaint', result: 'done' });
  // A moment that is still to come would never be due.
  const at = Math.min(receivedAt, work.at);
  return keepComplaint(work, rules, { id: work.newId(), dossier, person: dossier === null ? person : null, source: 'crm', about, tone, receivedAt: at, crmReference: reference, crmChangedAt: changedAt, text });
}

/** First how it was, then its end: what was taken for praise has ended already, and begins anew when it was none. */
async function follow(work: ComplaintsWork, rules: Rules, complaint: Complaint, { tone, changedAt, ended }: Told): Promise<void> {
  const isOlder = complaint.crmChangedAt !== null && changedAt < complaint.crmChangedAt;
  const heard = { crmChangedAt: Math.max(changedAt, complaint.crmChangedAt ?? changedAt) };
  await work.update(complaintRows, { id: complaint.id }, heard);
  const judged = isOlder ? complaint : await followTone(work, rules, complaint, tone);
  if (!ended || !openStates.includes(judged.state)) return;
  const ending: Ending = ended.outcome === 'answered' ? { outcome: 'answered', answer: null } : { outcome: 'closed', reason: 'closed-in-crm' };
  await endComplaint(work, judged, ending, { told: ended.outcome === 'answered' ? 'crm' : null });
}

async function followTone(work: ComplaintsWork, rules: Rules, complaint: Complaint, tone: Told['tone']): Promise<Complaint> {
  if (tone === complaint.tone || await judgedHere(work, complaint.id)) return complaint;
  await stepComplaint(work, complaint, 'judged', retoned(complaint, tone, rules));
  await work.emit('judged', { complaint: complaint.id, dossier: complaint.dossier, tone, at: work.at });
  return complaintOf(work, complaint.id);
}

/** What an official made of it here stands, whatever the CRM says. */
async function judgedHere(work: ComplaintsWork, complaint: string): Promise<boolean> {
  return await work.count(complaintSteps, { complaint, step: 'judged', actor: { not: work.actor } }) > 0;
}

type Said = Pick<Told, 'insz' | 'dossier' | 'receivedAt'>;

/** The dossier that the CRM names, where it is this citizen's; else the one that was open when the complaint came in; else none, and the person where he or she is known here. */
async function whose(work: ComplaintsWork, { insz, dossier: named, receivedAt }: Said): Promise<{ readonly dossier: string | null; readonly person: string | null }> {
  const person = insz === null ? undefined : await findPerson(work, work.blindIndexes('insz', insz));
  const own = named === null ? undefined : await work.first(dossiers, { id: named });
  if (own && (insz === null || own.person === person)) return { dossier: own.id, person: own.person };
  if (person === undefined) return { dossier: null, person: null };
  const opened = await work.find(dossiers, { person, openedAt: { lte: receivedAt } }, { by: [['openedAt', 'desc'], ['id', 'desc']] });
  return { dossier: opened.find((dossier) => wasOpen(dossier, receivedAt))?.id ?? null, person };
}

/** A final state is never left: what has ended by now was open until it did. */
function wasOpen({ state, stateSince }: Pick<Dossier, 'state' | 'stateSince'>, at: number): boolean {
  return !isFinal(journey, state) || stateSince > at;
}
