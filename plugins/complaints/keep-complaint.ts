import type { Work } from '#services/kernel/context.ts';
import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { complaintsFailures } from './complaints.failures.ts';
import type { complaints } from './complaints.contract.ts';
import { complaintRows, complaintSteps, type Complaint, type Step } from './complaints.store.ts';
import { termsOf } from './reckon-terms.ts';
import type { z } from 'zod';

export type ComplaintsWork = Work<typeof complaints>;
export type Rules = z.output<typeof complaints.config>;
export type NewComplaint = Pick<Complaint, 'id' | 'dossier' | 'person' | 'source' | 'about' | 'tone' | 'receivedAt' | 'crmChangedAt'> & { readonly text: string; readonly crmReference: string | null };

/** For what the CRM's references are hashed. */
export const markPurpose = 'complaint';

/** A new one, with its first step and its event. What is praise alone asks for nothing and has ended. */
export async function keepComplaint(work: ComplaintsWork, rules: Rules, { text, crmReference, ...filed }: NewComplaint): Promise<Complaint> {
  const { id, dossier, tone, receivedAt } = filed;
  const { answerOn, takeUpOn } = termsOf(filed, rules);
  const complaint: Complaint = {
    ...filed, sequence: 1, answerOn, dueOn: takeUpOn, told: null, words: { text, answer: null, crmReference },
    mark: crmReference === null ? null : (await work.claimIndex(markPurpose, crmReference)).newest,
    ...(tone === 'positive' ? { state: 'closed', endedAt: work.at, reason: 'nothing-asked' } : { state: 'received', endedAt: null, reason: null }),
  };
  await work.insert(complaintRows, complaint);
  await work.insert(complaintSteps, { complaint: id, sequence: 1, step: 'filed', at: work.at, actor: work.actor, tone, reason: complaint.reason });
  await work.emit('filed', { complaint: id, dossier, tone, at: receivedAt });
  return complaint;
}

/** What the CRM hears of one complaint, in its order. One that it refuses holds up nothing else. */
export const laneOf = (complaint: string): string => `complaint:${complaint}`;

export async function complaintOf(work: Pick<ComplaintsWork, 'first'>, id: string): Promise<Complaint> {
  const found = await work.first(complaintRows, { id });
  if (!found) throw complaintsFailures.unknown();
  return found;
}

/** One step further, unless somebody else took one meanwhile. @throws complaints.changed-meanwhile */
export async function stepComplaint(work: UnitOfWork, { id, sequence }: Complaint, step: Exclude<Step, 'filed'>, changes: Partial<Complaint>): Promise<void> {
  const next = sequence + 1;
  const changed = await work.update(complaintRows, { id, sequence }, { ...changes, sequence: next });
  if (changed === 0) throw complaintsFailures['changed-meanwhile']();
  await work.insert(complaintSteps, { complaint: id, sequence: next, step, at: work.at, actor: work.actor, tone: changes.tone ?? null, reason: changes.reason ?? null });
}
