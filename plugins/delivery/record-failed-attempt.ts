import type { Work } from '#services/kernel/context.ts';
import { moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { delivery } from './delivery.contract.ts';
import { cards, deliveries, failedAttempts, handovers } from './delivery.store.ts';
import { standingOf } from './load-standing.ts';
import { replaceCode } from './choose-code.ts';

export interface FailedAttempt {
  /** What makes it one attempt, whoever tells it: the visit, or bpost's day. */
  readonly what: string;
  readonly reason: string;
  readonly at: number;
  /** False when something later has overtaken it: then it counts, and changes nothing else. */
  readonly current: boolean;
}

/**
 * Counts an attempt, and ends the visit that failed. The citizen is asked for a new moment, until the attempts are used up: then the card
 * waits at the counter.
 */
export async function recordFailedAttempt(work: Work<typeof delivery>, id: string, { what, reason, at, current }: FailedAttempt, maximum: number): Promise<void> {
  const { delivery: planned, handover, holder } = await standingOf(work, id);
  if (!planned) return;
  await work.insertIfNew(failedAttempts, { order: planned.order, what, at });
  const attempts = await work.count(failedAttempts, { order: planned.order });
  await work.update(deliveries, { dossier: id }, { attempts });

  const moved = current && await moveIfAllowed(work, id, 'fail-attempt', { reason, occurredAt: Math.min(at, work.at) });
  if (moved) {
    await work.update(deliveries, { dossier: id }, { start: null, end: null });
    if (handover?.endedAt === null) {
      await replaceCode(work, handover, { code: handover.code === 'chosen' ? 'none' : handover.code, codeSealed: null });
      await work.update(handovers, { id: handover.id }, { endedAt: work.at });
    }
  }
  const usedUp = attempts >= maximum && await moveIfAllowed(work, id, 'find-undeliverable', { reason: 'attempts-used-up' });
  if (usedUp && holder !== 'bpost') await tellCounter(work, id);
  else if (moved) await work.emit('attemptFailed', { dossier: id, reason, attempts });
}

/** The card lies at the counter and waits there until the end of the three months. */
export async function tellCounter(work: Work<typeof delivery>, id: string): Promise<void> {
  const planned = await work.first(deliveries, { dossier: id });
  const card = planned && await work.first(cards, { order: planned.order });
  await work.emit('heldAtCounter', { dossier: id, claimBefore: card?.claimBefore ?? null });
}
