import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { z } from 'zod';
import type { complaints } from './complaints.contract.ts';
import type { Complaint } from './complaints.store.ts';

type Rules = Pick<z.output<typeof complaints.config>, 'answeredBy' | 'takeUpWithinDays' | 'answerWithinDays'>;

/** Until when something must be done about a complaint, in days of the Belgian calendar after the one on which it came in. A word of praise asks for nothing. */
export function termsOf({ tone, receivedAt }: Pick<Complaint, 'tone' | 'receivedAt'>, { answeredBy, takeUpWithinDays, answerWithinDays }: Rules): { readonly answerOn: string | null; readonly takeUpOn: string | null } {
  if (tone === 'positive') return { answerOn: null, takeUpOn: null };
  const received = dayOf(receivedAt);
  const answerOn = addDays(received, answerWithinDays);
  // Where the CRM answers, nobody takes it up here. And nothing is taken up after it had to be answered.
  return { answerOn, takeUpOn: answeredBy === 'crm' ? answerOn : addDays(received, Math.min(takeUpWithinDays, answerWithinDays)) };
}

/** Its last day is over. */
export function isOverdue({ dueOn }: Pick<Complaint, 'dueOn'>, today: string): boolean {
  return dueOn !== null && dueOn < today;
}
