/** Repeats that failed again, of one connector, in the minute that runs. */
export interface Budget { readonly since: number; readonly spent: number }
export const unspent: Budget = { since: 0, spent: 0 };
const minute = 60_000;

/** Takes one repeat from the budget and says whether that is one too many. */
export function spend({ since, spent }: Budget, now: number, perMinute: number): { readonly budget: Budget; readonly overspent: boolean } {
  const budget = now - since >= minute || now < since ? { since: now, spent: 1 } : { since, spent: spent + 1 };
  return { budget, overspent: budget.spent > perMinute };
}
