import type { z } from 'zod';
import type { messaging } from '#connectors/messaging/messaging.port.ts';
import type { CommandCtx } from '#services/kernel/context.ts';
import type { communication } from './communication.contract.ts';
import { communicationFailures } from './communication.failures.ts';
import { messages, type MessageState } from './communication.store.ts';
import { tryNextMedium } from './try-next-medium.ts';

/** How far a message has come: reports may be late, repeated and out of order, and it never goes back. */
const rank: { readonly [S in MessageState]: number } = { waiting: 0, parked: 1, sent: 2, failed: 3, delivered: 4, read: 5 };

/** Does a report tell anything that we did not know yet? */
export function isNews(before: MessageState, reported: MessageState): boolean {
  return rank[reported] > rank[before];
}

type Report = Pick<z.output<typeof messaging.messages.report.payload>, 'medium' | 'messageId' | 'status' | 'key'>;

/** A gateway speaks of its own messages only: who prints letters cannot have a mail told again. */
export async function receiveReport(ctx: CommandCtx<typeof communication>, { medium: by, messageId, status, key }: Report): Promise<void> {
  const known = await ctx.store.first(messages, { medium: by, messageId: key === undefined ? messageId : { in: [messageId, key] } });
  if (!known) {
    // It may be quicker than the answer to our own sending, or be about one of which nobody knows yet whether it went: then it comes again, and
    // stands on the exception list in the end, until a person has said of the other one that it did go. Where our key comes back, its message has borne it since before it was sent.
    if (key === undefined && await ctx.store.count(messages, { medium: by, state: { in: ['waiting', 'parked'] } }) > 0) throw communicationFailures['not-known-yet']();
    ctx.log.warn({}, 'a report on a message that is not ours');
    return;
  }
  await ctx.work(async (work) => {
    const message = await work.first(messages, { id: known.id });
    if (!message || !isNews(message.state, status)) return;
    const { id, dossier, notice, medium, recipient: to } = message;
    await work.update(messages, { id }, { state: status, messageId });
    if (status !== 'failed') return;
    await work.emit('failed', { message: id, dossier, notice, medium, to });
    await tryNextMedium(work, message);
  });
}
