import type { CommandCtx } from '#services/kernel/context.ts';
import type { communication } from './communication.contract.ts';
import { messages, type MessageState } from './communication.store.ts';

/** How far a message has come: reports may be late, repeated and out of order, and it never goes back. */
const rank: { readonly [S in MessageState]: number } = { waiting: 0, parked: 1, sent: 2, failed: 3, delivered: 4, read: 5 };

export async function receiveReport(ctx: CommandCtx<typeof communication>, { messageId, status }: { messageId: string; status: 'delivered' | 'read' | 'failed' }): Promise<void> {
  await ctx.work(async (work) => {
    const message = await work.first(messages, { messageId });
    if (!message || rank[status] <= rank[message.state]) return;
    await work.update(messages, { id: message.id }, { state: status });
    if (status === 'failed') await work.emit('failed', { message: message.id, dossier: message.dossier, notice: message.notice, medium: message.medium });
  });
}
