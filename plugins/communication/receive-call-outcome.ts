import type { CommandCtx } from '#services/kernel/context.ts';
import type { CallOutcome, communication } from './communication.contract.ts';
import { calls } from './communication.store.ts';
import { endCall } from './record-call.ts';

/** The contact centre made a call. About one that is over, or was never ours, it tells nothing new: outcomes may be late, repeated and out of order, and a call never comes back. */
export async function receiveCallOutcome(ctx: CommandCtx<typeof communication>, { call, outcome }: { call: string; outcome: CallOutcome }): Promise<void> {
  const ended = await ctx.work(async (work) => {
    // A wish that nobody can grant here. For the contact centre the call is over: clerks, who can be asked to choose otherwise, have it from now on.
    if (outcome === 'wants-letter' && !ctx.config.media.includes('letter')) return await work.update(calls, { id: call, state: 'open' }, { heldBy: null }) === 1;
    return endCall(work, ctx.config, { id: call, outcome, by: 'contact-centre' });
  });
  if (!ended) ctx.log.warn({}, 'an outcome of a call that is not open here');
}
