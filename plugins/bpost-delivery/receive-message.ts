import type { MessagePayload } from '#services/kernel/port.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { arrangements, messages } from './bpost-delivery.store.ts';
import { latestArrangement } from './load-arrangement.ts';
import { weighMessages } from './weigh-messages.ts';

type Uses = (typeof bpostDelivery)['uses'];

/** bpost tells something about a delivery: late, twice or out of order, it is kept once and everything is weighed anew. */
export async function receiveMessage(ctx: CommandCtx<typeof bpostDelivery>, message: MessagePayload<Uses, 'bpost.delivery'>): Promise<void> {
  const { reference, sequence, event, at, employee, reason, moment } = message;
  await ctx.work(async (work) => {
    if (await work.count(arrangements, { reference }) === 0) throw bpostDeliveryFailures['unknown-reference']();
    const isNew = await work.insertIfNew(messages, {
      reference, sequence, event, at, recordedAt: work.at, employee, reason, start: moment?.start ?? null, end: moment?.end ?? null,
    });
    if (isNew) await weighMessages(work, ctx.config, reference, [sequence]);
  });
}

/** The card is active: a hand-over that bpost told before counts from now on. */
export async function weighAfterActivation(ctx: CommandCtx<typeof bpostDelivery>, { dossier }: { dossier: string }): Promise<void> {
  await ctx.work(async (work) => {
    const arrangement = await latestArrangement(work, dossier);
    if (arrangement) await weighMessages(work, ctx.config, arrangement.reference);
  });
}
