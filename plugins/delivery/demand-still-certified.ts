import type { CommandCtx } from '#services/kernel/context.ts';
import type { delivery } from './delivery.contract.ts';
import type { ActivationState, Handover } from './delivery.store.ts';

/** The card may be active already: then the hand-over is brought to its end, whoever stands there. */
const cannotStop: readonly ActivationState[] = ['confirming', 'active'];

/**
 * A certificate that bpost withdraws in the middle of a visit ends it there: the next step is refused, the attempt fails, and another employee comes at a new moment.
 * @throws bpost-delivery.not-certified
 */
export async function demandStillCertified(ctx: CommandCtx<typeof delivery>, { holder, reference, activation }: Handover): Promise<void> {
  if (holder === 'bpost-employee' && !cannotStop.includes(activation)) await ctx.call('bpost-delivery.demandCertified', { employee: reference });
}
