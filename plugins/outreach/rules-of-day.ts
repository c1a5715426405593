import { instantOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';

/** By what everybody is judged on one day, reckoned once: a list is of thousands. */
export interface RulesOfDay {
  /** The last day of expiry within the window. */
  readonly windowUntil: string;
  /** Who was told before this instant, and has not reacted, has been silent for long. Epoch milliseconds UTC. */
  readonly silentBefore: number;
}

export function rulesOfDay(today: string, { windowDays, callAfterDays }: { readonly windowDays: number; readonly callAfterDays: number }): RulesOfDay {
  return { windowUntil: addDays(today, windowDays), silentBefore: instantOf(addDays(today, 1 - callAfterDays), '00:00') };
}
