import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import type { biometrics } from './biometrics.contract.ts';
import { captures, type Capture } from './biometrics.store.ts';
import { changeCapture } from './load-capture.ts';
import { badOnes, countMissed } from './next-fingers.ts';
import { register } from './register-at-biza.ts';

type Biometrics = typeof biometrics;

/** Good enough: sealed prints go to BiZa. Not good enough: the ciphertext is destroyed and the fingers are asked again, or the next ones. */
export async function receiveFingers(ctx: CommandCtx<Biometrics>, { dossier, visit, sealed, asked, fingers }: EventPayload<'device-bridge.fingerprintsCaptured'>): Promise<void> {
  await ctx.work(async (work) => {
    const capture = await waiting(work, dossier, visit);
    if (!capture) return work.destroySealed(sealed);
    const { personal, tries } = capture;
    const bad = badOnes(asked, fingers, ctx.config.minimumQuality);
    if (bad.length > 0) {
      await work.destroySealed(sealed);
      return changeCapture(work, capture, { asked: false, tries: tries + 1, failure: 'quality-too-low', personal: { ...personal, missed: [...countMissed(personal.missed, bad)] } });
    }
    await moveDossier(work, dossier, 'capture');
    const started = await register(work, capture, { outcome: 'captured', fingers: fingers.map(({ finger }) => finger), sealed });
    await changeCapture(work, capture, { ...started, asked: false, failure: null, tries: tries + 1, rejection: null, personal: { ...personal, fingers } });
  });
}

/** The device captured nothing. That says nothing about the fingers: no try is used up, and the official may name one unusable. */
export async function receiveFailure(ctx: CommandCtx<Biometrics>, { dossier, visit, failure }: EventPayload<'device-bridge.fingerprintsFailed'>): Promise<void> {
  await ctx.work(async (work) => {
    const capture = await waiting(work, dossier, visit);
    if (capture) await changeCapture(work, capture, { asked: false, failure });
  });
}

/** The capture that waits for these fingers: this visit, with the identity verified and nothing captured yet. */
async function waiting(work: Work<Biometrics>, dossier: string, visit: string): Promise<Capture | undefined> {
  const capture = await work.first(captures, { dossier, visit });
  if (!capture || capture.identity === 'unverified') return undefined;
  return (await dossierOf(work, dossier)).state === 'identified' ? capture : undefined;
}
