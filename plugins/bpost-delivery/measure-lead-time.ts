import { dayOf } from '#services/belgium/brussels-time.ts';
import { daysBetween } from '#services/belgium/day.ts';
import type { HistoryLine } from '#services/journey/dossier.store.ts';

type Line = Pick<HistoryLine, 'move' | 'occurredAt'>;
export interface LeadTime { readonly deliveredOn: string; readonly totalDays: number; readonly productionDays: number; readonly ownDays: number; readonly withBpostDays: number }

/**
 * From the first request to the activation at the door, in calendar days in Belgium, as K8 counts them. What was waited for the card, from each order until it
 * was here or lost, stands apart: neither bpost nor the municipality makes it shorter. Nothing where the history lacks one end, as that of an imported dossier may.
 */
export function leadTimeOf(lines: readonly Line[], handedToBpostAt: number): LeadTime | undefined {
  const requested = lines.find(({ move }) => move === 'request');
  const delivered = lines.findLast(({ move }) => move === 'activate');
  if (!requested || !delivered) return undefined;
  const totalDays = between(requested.occurredAt, delivered.occurredAt);
  const productionDays = Math.min(totalDays, waitedForCard(lines));
  return { deliveredOn: dayOf(delivered.occurredAt), totalDays, productionDays, ownDays: totalDays - productionDays, withBpostDays: between(handedToBpostAt, delivered.occurredAt) };
}

const endsWait: readonly string[] = ['receive-card', 'lose-card', 'activate'];

function waitedForCard(lines: readonly Line[]): number {
  let [days, since]: [number, number | null] = [0, null];
  for (const { move, occurredAt } of lines) {
    if (move === 'order') since = occurredAt;
    if (since !== null && endsWait.includes(move)) {
      days += between(since, occurredAt);
      since = null;
    }
  }
  return days;
}

const between = (from: number, until: number) => Math.max(0, daysBetween(dayOf(from), dayOf(until)));
