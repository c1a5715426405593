import type { CommandCtx } from '#services/kernel/context.ts';
import { handle } from '#services/kernel/plugin.ts';
import type { Dossier } from '#services/journey/dossier.store.ts';
import { allows, demandMove, dossierOf, moveDossier } from '#services/journey/move-dossier.ts';
import { findPerson } from '#services/journey/people.ts';
import { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import { captureOf, changeCapture, isHeld } from './load-capture.ts';
import { demandOpenVisit } from './open-session.ts';
import { sendToBiza } from './receive-fingers.ts';
import { viewOf } from './view-capture.ts';

/** By the card in the reader, whose signatures the device has verified, or by another document that the official has seen. */
export const identify = handle(biometrics, 'identify', async (ctx, { dossier: id, document }) => {
  const dossier = await dossierOf(ctx.store, id);
  const { visit } = await captureOf(ctx.store, id);
  if (dossier.state !== 'identified') demandMove(dossier, 'identify');
  const shown = document === 'card' ? await readOwnCard(ctx, dossier, visit) : null;
  if (document !== 'card') await demandOpenVisit(ctx, visit);

  return ctx.answer(async (work) => {
    const capture = await captureOf(work, id);
    if (capture.visit !== visit) throw biometricsFailures['changed-meanwhile']();
    if (allows(await dossierOf(work, id), 'identify')) await moveDossier(work, id, 'identify', { reason: `by-${document}` });
    const identity = document === 'card' ? 'card' as const : 'other-document' as const;
    if (isHeld(capture)) await sendToBiza(work, { ...capture, identity });
    else await changeCapture(work, capture, { identity });
    return { view: await viewOf(work, ctx.config, id), shown };
  });
});

/**
 * The card must be the one that is renewed, which the device bridge sees to, of this very person. A number that he or she had before counts: the old card bears it.
 * @throws device-bridge.other-card, biometrics.wrong-person, biometrics.card-expired
 */
async function readOwnCard(ctx: CommandCtx<typeof biometrics>, dossier: Dossier, visit: string) {
  const card = await ctx.call('device-bridge.readIdentity', { visit });
  if (await findPerson(ctx.store, ctx.blindIndexes('insz', card.insz)) !== dossier.person) throw biometricsFailures['wrong-person']();
  if (card.validUntil < ctx.today()) throw biometricsFailures['card-expired']();
  return { lastName: card.lastName, firstNames: card.firstNames, photo: card.photo };
}
