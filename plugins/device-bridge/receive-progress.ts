import type { CommandCtx } from '#services/kernel/context.ts';
import type { MessagePayload } from '#services/kernel/port.ts';
import type { deviceBridge } from './device-bridge.contract.ts';
import { requests, unanswered, visits } from './device-bridge.store.ts';
import { isFurther, withStep } from './device-steps.ts';
import { isOpen } from './use-visit.ts';

type Bridge = typeof deviceBridge;

/**
 * How far the device is, for the screen: the furthest step by the device's own count, and all that came. What comes late, or for a request that is answered or replaced,
 * tells nobody anything; a request that we could not send has reached the device after all.
 */
export async function receiveProgress(ctx: CommandCtx<Bridge>, { device, visit, request, step, finger, quality, number }: MessagePayload<Bridge['uses'], 'devices.progress'>): Promise<void> {
  if (request === null) return;
  await ctx.work(async (work) => {
    const session = await work.first(visits, { id: visit });
    if (!session || session.device !== device || !isOpen(session, work.at)) return;
    const asked = { visit, request, state: { in: [...unanswered] } };
    const open = await work.first(requests, asked);
    if (!open) return;
    const told = { number, step, finger, quality, at: work.at };
    const furthest = isFurther(open, told) ? { step, stepFinger: finger, stepQuality: quality, stepAt: work.at, stepNumber: number } : {};
    await work.update(requests, asked, { state: 'requested', failure: null, ...furthest, steps: withStep(open, told) });
    await work.emit('progressed', { visit, dossier: session.dossier, kind: open.kind, step, number });
  });
}
