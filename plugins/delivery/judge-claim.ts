import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays, addMonths } from '#services/belgium/day.ts';
import type { ProductionStatus } from './delivery.store.ts';

export interface Claim {
  /** On this day the card is destroyed. */
  readonly claimBefore: string;
  readonly warned: boolean;
  /** Day of the delivery that is planned, if any. */
  readonly plannedDay: string | null;
}

/**
 * Cards and codes that nobody claimed in three months are destroyed (procedure of BiZa, see interfaces.md). The citizen is warned once ahead,
 * unless a delivery is still to come before that day.
 */
export function judgeClaim({ claimBefore, warned, plannedDay }: Claim, today: string, warnDays: number): 'destroy' | 'warn' | 'wait' {
  if (today >= claimBefore) return 'destroy';
  if (warned || today < addDays(claimBefore, -warnDays)) return 'wait';
  return plannedDay !== null && plannedDay >= today && plannedDay < claimBefore ? 'wait' : 'warn';
}

/**
 * The end of the claim term of a card that nobody took in: it counts from the day on which BiZa had it at the town hall, and begins anew
 * when somebody receives it. None while the card is under way.
 */
export function termUntilReceived(news: { readonly status: ProductionStatus; readonly since: number }, known: string | null, now: number, months: number): string | null {
  if (news.status !== 'at-municipality') return null;
  return known ?? addMonths(dayOf(Math.min(news.since, now)), months);
}
