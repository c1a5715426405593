import { dayOf } from '#services/belgium/brussels-time.ts';
import { daysBetween } from '#services/belgium/day.ts';
import type { HistoryLine } from '#services/journey/dossier.store.ts';
import { daysWaitedForCard } from '#services/journey/wait-for-card.ts';

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
  const untilThen = lines.slice(0, lines.indexOf(delivered)).map(({ move, occurredAt }) => ({ move, day: dayOf(occurredAt) }));
  const productionDays = Math.min(totalDays, daysWaitedForCard(untilThen) ?? 0);
  return { deliveredOn: dayOf(delivered.occurredAt), totalDays, productionDays, ownDays: totalDays - productionDays, withBpostDays: between(handedToBpostAt, delivered.occurredAt) };
}

const between = (from: number, until: number) => Math.max(0, daysBetween(dayOf(from), dayOf(until)));
