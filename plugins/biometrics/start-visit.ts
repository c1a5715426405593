import { ageOn } from '#services/belgium/age.ts';
import { handle } from '#services/kernel/plugin.ts';
import { demandMove, dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import { biometrics } from './biometrics.contract.ts';
import { biometricsFailures } from './biometrics.failures.ts';
import { captures } from './biometrics.store.ts';
import { findBirthDate } from './find-birth-date.ts';
import { changeCapture, destroyHeld, nothingYet } from './load-capture.ts';
import { viewOf } from './view-capture.ts';

/** The law leaves fingerprints to the municipal official: bpost never starts this visit. Asked again it goes on where it was. */
export const startVisit = handle(biometrics, 'startVisit', async (ctx, { dossier: id, device }) => {
  const official = officialOf(ctx.caller);
  const dossier = await dossierOf(ctx.store, id);
  if (dossier.state !== 'identified') demandMove(dossier, 'identify');
  const birthDate = await findBirthDate(ctx, await inszOf(ctx.store, dossier.person));
  if (ageOn(birthDate, ctx.today()) < ctx.config.minimumAge) throw biometricsFailures['too-young']();
  const { visit } = await ctx.call('device-bridge.openVisit', { dossier: id, device, purpose: 'capture', person: { holder: 'official', reference: official } });

  return ctx.answer(async (work) => {
    const now = await dossierOf(work, id);
    if (now.state !== 'identified') demandMove(now, 'identify');
    const session = { visit, official, device, identity: 'unverified' as const };
    if (!await work.insertIfNew(captures, { dossier: id, version: 1, ...session, ...nothingYet })) {
      const known = await work.first(captures, { dossier: id });
      if (!known) throw biometricsFailures['changed-meanwhile']();
      // Another session: whoever opens the door now is identified anew, and fingers that failed another day may do today.
      if (known.visit === visit) return viewOf(work, ctx.config, id);
      await destroyHeld(work, known);
      await changeCapture(work, known, { ...session, ...nothingYet, rejection: known.rejection });
    }
    return viewOf(work, ctx.config, id);
  });
});

function officialOf({ kind, actor }: { readonly kind: string; readonly actor: string }): string {
  if (kind !== 'official' || !actor.startsWith('official:')) throw biometricsFailures['officials-only']();
  return actor.slice('official:'.length);
}
