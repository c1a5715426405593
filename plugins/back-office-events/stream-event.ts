import type { CommandCtx } from '#services/kernel/context.ts';
import type { ToldEvent } from '#services/kernel/plugin.ts';
import type { backOfficeEvents } from './back-office-events.contract.ts';

/** In the order in which it happened to a dossier: one lane each, so that what cannot be published holds up that dossier's stream only. */
export async function streamEvent(ctx: CommandCtx<typeof backOfficeEvents>, { name, payload, dossier, at }: ToldEvent): Promise<void> {
  if (ctx.config.leaveOut.includes(name)) return;
  await ctx.work(async (work) => {
    await work.dispatch('event-stream.publish', { event: name, dossier, payload: { ...payload }, at }, { lane: `stream:${dossier ?? name}`, ...(dossier !== null && { dossier }) });
  });
}
