import type { CommandCtx } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import type { delivery } from './delivery.contract.ts';
import { handovers } from './delivery.store.ts';

/** The visit is over, well or badly: the device is free for the next dossier, and a visit that took place stands as kept. Listens to `journey.moved`. */
export async function endVisit(ctx: CommandCtx<typeof delivery>, { dossier, move }: EventPayload<'journey.moved'>): Promise<void> {
  if (move !== 'activate' && move !== 'fail-attempt' && move !== 'register-code') return;
  const [ended] = await ctx.store.find(handovers, { dossier, endedAt: { gt: 0 } }, { by: [['number', 'desc']], limit: 1 });
  if (!ended) return;
  await ctx.call('device-bridge.closeVisit', { visit: ended.visit });
  if (move === 'activate' && ended.holder === 'official') await ctx.call('appointments.keep', { dossier, purpose: 'delivery' });
}
