import { handle } from '#services/kernel/plugin.ts';
import { demandMove, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import { captures } from './biometrics.store.ts';
import { fits } from './card-terms.ts';
import { captureOf, changeCapture } from './load-capture.ts';
import { demandAuthorised, demandReadyToCapture } from './open-session.ts';
import { register } from './register-at-biza.ts';
import { viewOf } from './view-capture.ts';

/** No prints on the card, for twelve months or for good; BiZa takes the exception as it takes prints. Why it is so stays sealed. */
export const declareImpossible = handle(biometrics, 'declareImpossible', async (ctx, { dossier: id, outcome, reason }) => {
  if (!fits(reason, outcome)) throw biometricsFailures['reason-does-not-fit']({ issues: [{ in: 'body', name: 'reason', detail: `does not go with '${outcome}'` }] });
  const move = `find-fingers-${outcome}` as const;
  demandMove(await dossierOf(ctx.store, id), move);
  const before = await captureOf(ctx.store, id);
  await demandReadyToCapture(ctx, before);
  await demandAuthorised(ctx, before);

  const effect = await ctx.work(async (work) => {
    const capture = await captureOf(work, id);
    if (capture.visit !== before.visit) throw biometricsFailures['changed-meanwhile']();
    await moveDossier(work, id, move);
    const started = await register(work, capture, { outcome, fingers: [], sealed: null });
    await changeCapture(work, capture, { ...started, asked: false, failure: null, rejection: null, personal: { ...capture.personal, fingers: [], reason } });
    return started.effect;
  });

  // The official waits for two answers: half of the time for each.
  const withinMs = ctx.config.waitSeconds * 500;
  await ctx.settled({ effect }, { withinMs });
  const verifying = await ctx.store.first(captures, { dossier: id });
  if (verifying?.registration === 'registered' && verifying.effect !== null) await ctx.settled({ effect: verifying.effect }, { withinMs });
  return viewOf(ctx.store, ctx.config, id);
});
