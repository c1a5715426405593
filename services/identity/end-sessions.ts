import type { UnitOfWork } from '#services/kernel/unit-of-work.ts';
import { endedCallers, endedHeads, endedSessions } from './ended.store.ts';

/** The longest that a credential may be good: that of a back-office program, a year (`eid token`). Milliseconds. */
export const longestCredentialMs = 366 * 24 * 3_600_000;

export async function endSession(work: UnitOfWork, { id, until }: { readonly id: string; readonly until: number }): Promise<void> {
  await work.insertIfNew(endedSessions, { session: id, until });
  await markEnded(work);
}

/** Whatever was issued to them until now. A credential says in whole seconds when it was issued: one of this same second is ended too. */
export async function endSessionsOf(work: UnitOfWork, actor: string, now: number): Promise<void> {
  const ended = { endedAt: now, until: now + longestCredentialMs };
  if (!await work.insertIfNew(endedCallers, { actor, ...ended })) await work.update(endedCallers, { actor, endedAt: { lte: now } }, ended);
  await markEnded(work);
}

/** Two who end at once leave two marks, one after the other: whoever sees the second one sees what both ended. */
async function markEnded(work: UnitOfWork): Promise<void> {
  const mark = work.newId();
  if (!await work.insertIfNew(endedHeads, { name: 'ended', mark })) await work.update(endedHeads, { name: 'ended' }, { mark });
}
