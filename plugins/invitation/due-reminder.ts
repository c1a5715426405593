import type { Invitation } from './invitation.store.ts';

const dayMs = 24 * 3_600_000;

/** What is due for somebody who was told and has not reacted. The letter is the last: after it nothing more is sent. */
export function dueReminder(
  { toldAt, remindedAt, letterAt }: Pick<Invitation, 'toldAt' | 'remindedAt' | 'letterAt'>, { reminderAfterDays, letterAfterDays }: { reminderAfterDays: number; letterAfterDays: number }, now: number,
): 'reminder' | 'letter' | undefined {
  if (toldAt === null || letterAt !== null) return undefined;
  if (now >= toldAt + letterAfterDays * dayMs) return 'letter';
  return remindedAt === null && now >= toldAt + reminderAfterDays * dayMs ? 'reminder' : undefined;
}
