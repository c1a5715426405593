import { deliveryReasons } from '#connectors/bpost/bpost.port.ts';
import type { MessagePayload } from '#services/kernel/port.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { bpostDelivery } from './bpost-delivery.contract.ts';
import { bpostDeliveryFailures } from './bpost-delivery.failures.ts';
import { arrangements, messages } from './bpost-delivery.store.ts';
import { latestArrangement } from './load-arrangement.ts';
import { noteLeadTime } from './note-lead-time.ts';
import { weighMessages } from './weigh-messages.ts';

type Uses = (typeof bpostDelivery)['uses'];

/** bpost tells something about a delivery: late, twice or out of order, it is kept once and everything is weighed anew. */
export async function receiveMessage(ctx: CommandCtx<typeof bpostDelivery>, message: MessagePayload<Uses, 'bpost.delivery'>): Promise<void> {
  const { reference, sequence, event, at, employee, reason, moment } = message;
  await ctx.work(async (work) => {
    if (await work.count(arrangements, { reference }) === 0) throw bpostDeliveryFailures['unknown-reference']();
    const isNew = await work.insertIfNew(messages, {
      reference, sequence, event, at, recordedAt: work.at, said: { employee }, reason: codeOf(reason), start: moment?.start ?? null, end: moment?.end ?? null,
    });
    if (isNew) await weighMessages(work, ctx.config, reference, [sequence]);
  });
}

const agreedReasons: readonly (string | null)[] = [null, ...deliveryReasons];

/** Where bpost writes words instead of a code, they may name somebody: they stay in the message, which is sealed. */
function codeOf(reason: string | null): string | null {
  return agreedReasons.includes(reason) ? reason : 'in-other-words';
}

/** The card is active: how long it took is known, and a hand-over that bpost told before counts from now on. */
export async function weighAfterActivation(ctx: CommandCtx<typeof bpostDelivery>, { dossier }: { dossier: string }): Promise<void> {
  await ctx.work(async (work) => {
    const arrangement = await latestArrangement(work, dossier);
    if (!arrangement) return;
    await noteLeadTime(work, arrangement);
    await weighMessages(work, ctx.config, arrangement.reference);
  });
}
