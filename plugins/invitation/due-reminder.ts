import { dayOf } from '#services/belgium/brussels-time.ts';
import { daysBetween } from '#services/belgium/day.ts';
import type { Invitation } from './invitation.store.ts';

type Facts = Pick<Invitation, 'handedAt' | 'toldAt' | 'remindedAt' | 'letterAt' | 'quietAt'>;
interface Rules { readonly reminderAfterDays: number; readonly letterAfterDays: number }

/**
 * What is due today (YYYY-MM-DD) for somebody who was told and has not reacted. A message whose sending nobody is sure of counts from the day
 * it was given to be sent. The letter is the last: after it, and after the citizen asked for peace, nothing more is sent.
 */
export function dueReminder({ handedAt, toldAt, remindedAt, letterAt, quietAt }: Facts, { reminderAfterDays, letterAfterDays }: Rules, today: string): 'reminder' | 'letter' | undefined {
  const since = toldAt ?? handedAt;
  if (since === null || letterAt !== null || quietAt !== null) return undefined;
  const days = daysBetween(dayOf(since), today);
  if (days >= letterAfterDays) return 'letter';
  return remindedAt === null && days >= reminderAfterDays ? 'reminder' : undefined;
}
