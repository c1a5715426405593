import type { CommandCtx, Work } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { deviceBridge } from './device-bridge.contract.ts';
import { openVisits, requests, unanswered, visits, type Visit } from './device-bridge.store.ts';
import { ownVisit } from './use-visit.ts';

export const closeVisit = handle(deviceBridge, 'closeVisit', async (ctx, { visit: id }) => {
  const visit = await ownVisit(ctx, id);
  return ctx.answer(async (work) => ({ closed: await endVisit(work, visit) }));
});

/** Ends the sessions whose time is over, so that their devices and dossiers are free. */
export async function closeExpiredVisits(ctx: CommandCtx<typeof deviceBridge>): Promise<void> {
  for (const { visit } of await ctx.store.find(openVisits, { expiresAt: { lte: ctx.now() } })) {
    const session = await ctx.store.first(visits, { id: visit });
    if (session) await ctx.work((work) => endVisit(work, session));
  }
}

/** Gives device and dossier free, and lets the device know: it forgets what it has not begun, and nothing of this visit reaches a card any more. Says whether it was still open. */
export async function endVisit(work: Work<typeof deviceBridge>, { id, dossier, device }: Pick<Visit, 'id' | 'dossier' | 'device'>): Promise<boolean> {
  await work.remove(openVisits, { visit: id });
  if (await work.update(visits, { id, endedAt: null }, { endedAt: work.at }) === 0) return false;
  if (await work.count(requests, { visit: id, state: { in: [...unanswered] } }) > 0) {
    await work.dispatch('devices.forgetVisit', { device, visit: id }, { lane: `devices:${id}:forget`, dossier, about: { visit: id } });
  }
  await work.emit('visitEnded', { visit: id, dossier });
  return true;
}
