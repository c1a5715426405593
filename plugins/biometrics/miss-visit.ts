import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import { biometrics } from './biometrics.contract.ts';
import { captures } from './biometrics.store.ts';
import { changeCapture, destroyHeld, isHeld, nothingYet } from './load-capture.ts';
import { viewOf } from './view-capture.ts';

/** Before the identity was verified the visit was missed, after that it was broken off. Either way a new moment is needed. */
export const missVisit = handle(biometrics, 'missed', (ctx, { dossier: id, reason }) => ctx.answer(async (work) => {
  const { state } = await dossierOf(work, id);
  await moveDossier(work, id, state === 'identified' ? 'break-off-visit' : 'miss-visit', { reason });
  const capture = await work.first(captures, { dossier: id });
  if (capture) {
    await destroyHeld(work, capture);
    await changeCapture(work, capture, { visit: null, identity: 'unverified', ...nothingYet });
  }
  await work.emit('missed', { dossier: id, reason, visit: capture?.visit ?? null });
  return viewOf(work, ctx.config, id);
}));

/** The device is free for the next visit. The calendar follows the journey by itself. */
export async function closeMissedSession(ctx: CommandCtx<typeof biometrics>, { visit }: { visit: string | null }): Promise<void> {
  if (visit !== null) await ctx.call('device-bridge.closeVisit', { visit });
}

/** The session is over without a verified identity: prints that were held for it are nobody's. Listens to `device-bridge.visitEnded`. */
export async function dropHeld(ctx: CommandCtx<typeof biometrics>, { dossier, visit }: { dossier: string; visit: string }): Promise<void> {
  await ctx.work(async (work) => {
    const capture = await work.first(captures, { dossier, visit });
    if (!capture || !isHeld(capture)) return;
    await destroyHeld(work, capture);
    await changeCapture(work, capture, { sealed: null, personal: { ...capture.personal, fingers: [] } });
  });
}
