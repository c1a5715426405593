import type { Ctx } from '#services/kernel/context.ts';
import { isFailure } from '#services/kernel/failure.ts';
import type { delivery } from './delivery.contract.ts';
import { deliveryFailures } from './delivery.failures.ts';

export interface Ordered { readonly order: string; readonly cardNumber: string; readonly expectedOn: string }

/** The card that was ordered last. Before the order the dossier is known all the same: it only has no card yet. */
export async function askOrder(ctx: Ctx<typeof delivery>, dossier: string): Promise<Ordered> {
  try {
    return await ctx.call('biometrics.orderedCard', { dossier });
  } catch (error) {
    throw isFailure(error, 'biometrics.nothing-ordered') ? deliveryFailures['no-order']({ cause: error }) : error;
  }
}
