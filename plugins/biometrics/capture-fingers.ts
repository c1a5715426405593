import { handle } from '#services/kernel/plugin.ts';
import { isFailure } from '#services/kernel/failure.ts';
import { demandMove, dossierOf } from '#services/journey/move-dossier.ts';
import { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import { captures } from './biometrics.store.ts';
import { captureOf, changeCapture } from './load-capture.ts';
import { givenUp, nextFingers } from './next-fingers.ts';
import { demandReadyToCapture } from './open-session.ts';
import { viewOf } from './view-capture.ts';

/** Asks the device for the fingers that the rule names now. They come back as a message: see receive-fingers. */
export const captureFingers = handle(biometrics, 'capture', async (ctx, { dossier: id, unusable }) => {
  demandMove(await dossierOf(ctx.store, id), 'capture');
  const before = await captureOf(ctx.store, id);
  await demandReadyToCapture(ctx, before);

  const { fingers, exceptions } = await ctx.work(async (work) => {
    const capture = await captureOf(work, id);
    if (capture.visit !== before.visit) throw biometricsFailures['changed-meanwhile']();
    const known = { ...capture.personal, unusable: [...new Set([...capture.personal.unusable, ...unusable])] };
    const asking = { fingers: nextFingers(known, ctx.config.triesPerFinger), exceptions: givenUp(known, ctx.config.triesPerFinger) };
    await changeCapture(work, capture, { personal: known, ...(asking.fingers.length > 0 && { asked: true, failure: null }) });
    return asking;
  });
  if (fingers.length === 0) throw biometricsFailures['no-finger-left']();

  try {
    await ctx.call('device-bridge.requestFingerprints', { visit: before.visit, fingers, exceptions });
  } catch (error) {
    if (!isFailure(error, 'device-bridge.still-waiting')) await ctx.work((work) => work.update(captures, { dossier: id, visit: before.visit }, { asked: false }));
    throw error;
  }
  return viewOf(ctx.store, ctx.config, id);
});
