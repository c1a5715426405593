import type { Work } from '#services/kernel/context.ts';
import type { Outcome } from '#services/kernel/plugin.ts';
import { dossierOf, moveIfAllowed } from '#services/journey/move-dossier.ts';
import type { biometrics } from './biometrics.contract.ts';
import { captures, type Capture } from './biometrics.store.ts';
import { changeCapture } from './load-capture.ts';
import { laneOf } from './register-at-biza.ts';

type Biometrics = typeof biometrics;

/** Failures that no repetition cures: the ciphertext is worth nothing any more, so the prints are taken again. */
const captureAgain = new Map([['biza.unreadable-envelope', 'unreadable-envelope'], ['vault.unknown', 'envelope-gone'], ['vault.expired', 'envelope-expired']]);

/** BiZa has the prints: ours go, and BiZa verifies them. */
export const registered: Outcome<Biometrics, 'biza.registerBiometrics'> = {
  done: async (work, { input: { dossier, sealed }, output: { registration }, about }) => {
    const capture = await currentOf(work, dossier, about['attempt']);
    // An older attempt with the same ciphertext leaves it to the one that counts now.
    if (sealed !== null && (capture || !await isInUse(work, dossier, sealed))) await work.destroySealed(sealed);
    if (!capture?.attempt) return;
    const known = { registration: 'registered' as const, reference: registration, sealed: null, exception: null };
    if ((await dossierOf(work, dossier)).state !== 'captured') return changeCapture(work, capture, known);
    const { effect } = await work.dispatch('biza.verifyBiometrics', { dossier, registration }, laneOf(dossier, capture.attempt));
    await changeCapture(work, capture, { ...known, effect });
  },
  failed: async (work, { input: { dossier, sealed }, failure, about }) => {
    const capture = await currentOf(work, dossier, about['attempt']);
    if (!capture?.attempt) return;
    const again = captureAgain.get(failure.type);
    if (again !== undefined) {
      if (sealed !== null) await work.destroySealed(sealed);
      return takeAgain(work, capture, again);
    }
    await changeCapture(work, capture, { registration: 'failed', exception: failure.type });
    if (failure.type === 'biza.number-replaced') await work.emit('numberReplaced', { dossier, step: 'registration', attempt: capture.attempt });
  },
};

export const verified: Outcome<Biometrics, 'biza.verifyBiometrics'> = {
  done: async (work, { input: { dossier }, output: { verdict, reason }, about }) => {
    const capture = await currentOf(work, dossier, about['attempt']);
    if (!capture?.outcome) return;
    if (verdict === 'rejected') return takeAgain(work, capture, codeOf(reason));
    await changeCapture(work, capture, { registration: 'verified', exception: null });
    if (await moveIfAllowed(work, dossier, 'verify')) await work.emit('verified', { dossier, outcome: capture.outcome });
  },
  failed: async (work, { input: { dossier }, failure, about }) => {
    const capture = await currentOf(work, dossier, about['attempt']);
    if (capture) await changeCapture(work, capture, { exception: failure.type });
  },
};

/** The capture, when this attempt still is the one that counts. */
async function currentOf(work: Work<Biometrics>, dossier: string, attempt: unknown): Promise<Capture | undefined> {
  return typeof attempt === 'string' ? work.first(captures, { dossier, attempt }) : undefined;
}

async function isInUse(work: Work<Biometrics>, dossier: string, sealed: string): Promise<boolean> {
  return await work.count(captures, { dossier, sealed }) > 0;
}

/** Back to the fingers, with all tries open again. */
async function takeAgain(work: Work<Biometrics>, capture: Capture, reason: string): Promise<void> {
  const { dossier, personal: { unusable } } = capture;
  await changeCapture(work, capture, {
    outcome: null, registration: 'rejected', rejection: reason, attempt: null, effect: null, sealed: null, reference: null, exception: null,
    personal: { fingers: [], unusable, missed: [], reason: null },
  });
  if (await moveIfAllowed(work, dossier, 'reject-biometrics', { reason })) await work.emit('rejected', { dossier, reason });
}

/** History takes codes only. */
function codeOf(reason: string | null): string {
  return reason !== null && /^[a-z0-9-]{1,80}$/.test(reason) ? reason : 'rejected-by-biza';
}
