import { daysBetween } from '#services/belgium/day.ts';

/** A line of the history, by its day in Belgium. */
interface Step { readonly move: string; readonly day: string }

/**
 * How many days a dossier waited for cards to be made: from each order until its card came in or got lost. A receipt that was taken back was none. Undefined: nothing says so.
 */
export function daysWaitedForCard(steps: readonly Step[]): number | undefined {
  const waits: { readonly ordered: Step; readonly days: number }[] = [];
  let ordered: Step | undefined;
  for (const step of steps) {
    if (step.move === 'order') ordered = step;
    else if (step.move === 'take-back-receipt') ordered = waits.pop()?.ordered ?? ordered;
    else if (ordered && (step.move === 'receive-card' || step.move === 'lose-card')) {
      waits.push({ ordered, days: Math.max(0, daysBetween(ordered.day, step.day)) });
      ordered = undefined;
    }
  }
  return waits.length === 0 ? undefined : waits.reduce((sum, { days }) => sum + days, 0);
}
