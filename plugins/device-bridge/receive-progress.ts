import type { CommandCtx } from '#services/kernel/context.ts';
import type { MessagePayload } from '#services/kernel/port.ts';
import type { deviceBridge } from './device-bridge.contract.ts';
import { requests, unanswered, visits } from './device-bridge.store.ts';
import { isOpen } from './use-visit.ts';

type Bridge = typeof deviceBridge;

/** How far the device is, for the screen. What comes late, or for a request that is answered or replaced, tells nobody anything; a request that we could not send has reached the device after all. */
export async function receiveProgress(ctx: CommandCtx<Bridge>, { device, visit, request, step, finger, quality }: MessagePayload<Bridge['uses'], 'devices.progress'>): Promise<void> {
  if (request === null) return;
  await ctx.work(async (work) => {
    const session = await work.first(visits, { id: visit });
    if (!session || session.device !== device || !isOpen(session, work.at)) return;
    const open = await work.first(requests, { visit, request, state: { in: [...unanswered] } });
    if (!open) return;
    await work.update(requests, { visit, request, state: { in: [...unanswered] } }, { state: 'requested', failure: null, step, stepFinger: finger, stepQuality: quality, stepAt: work.at });
    await work.emit('progressed', { visit, dossier: session.dossier, kind: open.kind, step });
  });
}
