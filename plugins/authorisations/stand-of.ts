import type { z } from 'zod';
import type { standing } from './authorisations.contract.ts';

export interface Period { readonly validFrom: string; readonly validUntil: string; readonly withdrawn?: boolean }

/** How a period stands today; both of its ends belong to it. `soon`: the last day of which it is told that it comes near. */
export function standOf({ validFrom, validUntil, withdrawn = false }: Period, today: string, soon: string): z.output<typeof standing> {
  if (withdrawn) return 'withdrawn';
  if (validUntil < today) return 'ended';
  if (today < validFrom) return 'to-come';
  return validUntil <= soon ? 'ends-soon' : 'in-force';
}
