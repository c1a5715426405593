import type { CommandCtx, Work } from '#services/kernel/context.ts';
import type { EventPayload } from '#services/kernel/registry.ts';
import { allows, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
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
    const known = { ...capture, tries: tries + 1, personal: { ...personal, fingers }, sealed };
    if (capture.identity === 'unverified') return changeCapture(work, capture, { asked: false, failure: null, tries: known.tries, personal: known.personal, sealed });
    await sendToBiza(work, known);
  });
}

/** Prints of a person whose identity is verified go to BiZa. */
export async function sendToBiza(work: Work<Biometrics>, { sealed, ...capture }: Capture): Promise<void> {
  const { dossier, tries, personal } = capture;
  await moveDossier(work, dossier, 'capture');
  const started = await register(work, { ...capture, sealed }, { outcome: 'captured', fingers: personal.fingers.map(({ finger }) => finger), sealed });
  await changeCapture(work, capture, { ...started, identity: capture.identity, asked: false, failure: null, tries, rejection: null, personal });
}

/**
 * The device captured nothing. Where it tried as often as it was told and the prints were too poor, those fingers have failed so often and the rule goes on to
 * the next; any other failure says nothing about the fingers: no try is used up, and the official may name one unusable.
 */
export async function receiveFailure(ctx: CommandCtx<Biometrics>, { dossier, visit, failure, asked, fingers, tries }: EventPayload<'device-bridge.fingerprintsFailed'>): Promise<void> {
  await ctx.work(async (work) => {
    const capture = await waiting(work, dossier, visit);
    if (!capture) return;
    if (failure !== 'poor-quality') return changeCapture(work, capture, { asked: false, failure });
    const { personal } = capture;
    const bad = badOnes(asked, fingers, ctx.config.minimumQuality);
    await changeCapture(work, capture, { asked: false, tries: capture.tries + tries, failure: 'quality-too-low', personal: { ...personal, missed: [...countMissed(personal.missed, bad, tries)] } });
  });
}

/**
 * The capture that waits for these fingers: this visit, with nothing captured yet, and the identity verified or the capture prepared for the door. One that was told to have
 * failed waits still: which answers count the device bridge knows, and a request that it gave up may have reached the device.
 */
async function waiting(work: Work<Biometrics>, dossier: string, visit: string): Promise<Capture | undefined> {
  const capture = await work.first(captures, { dossier, visit });
  if (!capture) return undefined;
  const found = await dossierOf(work, dossier);
  if (capture.identity === 'unverified') return (capture.asked || capture.failure !== null) && (found.state === 'identified' || allows(found, 'identify')) ? capture : undefined;
  return found.state === 'identified' ? capture : undefined;
}
