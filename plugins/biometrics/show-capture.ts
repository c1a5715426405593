import { handle } from '#services/kernel/plugin.ts';
import { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import { standing, viewOf } from './view-capture.ts';

export const showCapture = handle(biometrics, 'show', (ctx, { dossier }) => viewOf(ctx.store, ctx.config, dossier));

/** For the delivery: which card is on its way. */
export const orderedCard = handle(biometrics, 'orderedCard', async (ctx, { dossier }) => {
  const ordered = await standing(ctx.store, dossier);
  if (!ordered || ordered.order === null || ordered.expectedOn === null || ordered.personal === null) throw biometricsFailures['nothing-ordered']();
  return { order: ordered.order, cardNumber: ordered.personal.cardNumber, expectedOn: ordered.expectedOn, procedure: ordered.procedure };
});
