import type { Work } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { allows, demandMove, dossierOf } from '#services/journey/move-dossier.ts';
import { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import { captures, type Capture } from './biometrics.store.ts';
import { captureOf, changeCapture, destroyHeld } from './load-capture.ts';
import { givenUp, nextFingers, triesLeft } from './next-fingers.ts';
import { demandReadyToCapture } from './open-session.ts';
import { viewOf } from './view-capture.ts';

/** Asks the device for the fingers that the rule names now. They come back as a message: see receive-fingers. */
export const captureFingers = handle(biometrics, 'capture', async (ctx, { dossier: id, unusable, start }) => {
  const dossier = await dossierOf(ctx.store, id);
  const before = await captureOf(ctx.store, id);
  // At the door, without a connection, the official verifies the identity and it is recorded after that: until then the prints are held.
  const isPrepared = start === 'at-the-door' && allows(dossier, 'identify');
  if (!isPrepared) demandMove(dossier, 'capture');
  await demandReadyToCapture(ctx, before, { identified: !isPrepared });

  const { fingers, exceptions, tries } = await ctx.work(async (work) => {
    const capture = await captureOf(work, id);
    if (capture.visit !== before.visit) throw biometricsFailures['changed-meanwhile']();
    const known = { ...capture.personal, unusable: [...new Set([...capture.personal.unusable, ...unusable])] };
    const asking = { fingers: nextFingers(known, ctx.config.triesPerFinger), exceptions: givenUp(known, ctx.config.triesPerFinger) };
    if (asking.fingers.length > 0) await destroyHeld(work, capture);
    await changeCapture(work, capture, { personal: known, ...(asking.fingers.length > 0 && { asked: true, failure: null, sealed: null, personal: { ...known, fingers: [] } }) });
    return { ...asking, tries: triesLeft(known.missed, asking.fingers, ctx.config.triesPerFinger) };
  });
  if (fingers.length === 0) throw biometricsFailures['no-finger-left']();

  try {
    await ctx.call('device-bridge.requestFingerprints', { visit: before.visit, fingers, exceptions, leastQuality: ctx.config.minimumQuality, tries, start });
  } catch (error) {
    if (!isFailure(error, 'device-bridge.still-waiting')) await ctx.work((work) => takeBack(work, before));
    throw error;
  }
  return viewOf(ctx.store, ctx.config, id);
});

/** Nothing was asked of the device: what was noted for it is noted no more. */
async function takeBack(work: Work<typeof biometrics>, { dossier, visit, personal: { unusable } }: Capture): Promise<void> {
  const capture = await work.first(captures, { dossier, visit });
  if (capture) await changeCapture(work, capture, { asked: false, personal: { ...capture.personal, unusable } });
}
