import type { z } from 'zod';
import { dayOf } from '#services/belgium/brussels-time.ts';
import type { Deliverer } from '#services/journey/ground.ts';
import type { assignedBecause } from './delivery.contract.ts';

/** Why a card goes out with whom it does: kept with the delivery and in the history, and shown to officials. */
export type Because = z.output<typeof assignedBecause>;

/** What bpost can do for one delivery, by the agreements: why it may not, or the first day on which it may. */
export interface Coverage { readonly why: 'not-by-bpost' | 'no-agreement' | 'capacity-used-up' | null; readonly soonest: string | null }
export interface Choice { readonly by: Deliverer; readonly start: number; readonly wish: boolean }

/** Where only an official may come, that is the reason, whatever was chosen; else the citizen's choice; else who comes first. */
export function becauseOf({ by, start, wish }: Choice, { why, soonest }: Coverage, officialFirst: number | undefined): Because {
  if (by === 'official' && why !== null) return why;
  if (wish) return 'citizens-choice';
  if (by === 'official') return soonest === null || dayOf(start) <= soonest ? 'official-sooner' : 'chosen-otherwise';
  if (officialFirst === undefined) return 'no-official-free';
  return start <= officialFirst ? 'bpost-sooner' : 'chosen-otherwise';
}

export interface Proposal { readonly by: Deliverer; readonly because: Because }

/** Whom the house proposes: bpost where it may come and is there on an earlier day; the municipality's own official otherwise. */
export function proposeDeliverer(why: Coverage['why'], first: { readonly official: number | null; readonly bpost: number | null }): Proposal {
  if (why !== null) return { by: 'official', because: why };
  if (first.bpost === null) return { by: 'official', because: 'official-sooner' };
  if (first.official === null) return { by: 'bpost', because: 'no-official-free' };
  return dayOf(first.bpost) < dayOf(first.official) ? { by: 'bpost', because: 'bpost-sooner' } : { by: 'official', because: 'official-sooner' };
}
