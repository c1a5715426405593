import type { z } from 'zod';
import type { bearer } from '#plugins/device-bridge/device-bridge.contract.ts';
import type { Caller } from '#services/kernel/caller.ts';
import type { Deliverer } from '#services/journey/ground.ts';
import { deliveryFailures } from './delivery.failures.ts';
import type { CardHolder } from './where-is-the-card.ts';

export type Bearer = z.output<typeof bearer>;

/**
 * Who stands at the door: the bpost employee who is named, or else the official who calls.
 * @throws delivery.not-an-official
 */
export function deliverer(caller: Pick<Caller, 'kind' | 'actor'>, employee: string | undefined): Bearer {
  if (employee !== undefined) return { holder: 'bpost-employee', reference: employee };
  if (caller.kind !== 'official') throw deliveryFailures['not-an-official']({ issues: [{ in: 'body', name: 'employee', detail: 'name the bpost employee' }] });
  return { holder: 'official', reference: caller.actor.replace(/^official:/, '') };
}

/**
 * A card goes out with whom it was planned, and with bpost only once bpost has taken it over. A card that is active already is the citizen's, and
 * whoever comes helps with its code.
 * @throws delivery.other-deliverer, delivery.card-with-bpost
 */
export function demandDeliverer({ holder }: Bearer, by: Deliverer | null, cardAt: CardHolder): void {
  if (cardAt === 'citizen') return;
  const byBpost = holder === 'bpost-employee';
  if (!byBpost && cardAt === 'bpost') throw deliveryFailures['card-with-bpost']();
  if (byBpost !== (by === 'bpost') || (byBpost && cardAt !== 'bpost')) throw deliveryFailures['other-deliverer']();
}
