import { addDays } from '#services/belgium/day.ts';

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
