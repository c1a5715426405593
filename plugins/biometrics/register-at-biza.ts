import type { Work } from '#services/kernel/context.ts';
import { dossierOf } from '#services/journey/move-dossier.ts';
import { inszOf } from '#services/journey/people.ts';
import type { biometrics } from './biometrics.contract.ts';
import type { Capture } from './biometrics.store.ts';
import type { Outcome } from './card-terms.ts';
import type { Finger } from './next-fingers.ts';

export interface Registering { readonly outcome: Outcome; readonly fingers: readonly Finger[]; readonly sealed: string | null }

/** Asks BiZa to register; gives what changes in the capture. Each attempt has its own lane, so that one that failed never stands in the way. */
export async function register(work: Work<typeof biometrics>, { dossier, official, device }: Capture, { outcome, fingers, sealed }: Registering) {
  const attempt = work.newId();
  const insz = await inszOf(work, (await dossierOf(work, dossier)).person);
  const { effect } = await work.dispatch('biza.registerBiometrics', { dossier, insz, outcome, fingers: [...fingers], sealed, official, device }, laneOf(dossier, attempt));
  return { outcome, registration: 'sending', attempt, effect, sealed, reference: null, exception: null } satisfies Partial<Capture>;
}

export function laneOf(dossier: string, attempt: string) {
  return { lane: `biometrics:${dossier}:${attempt}`, dossier, about: { attempt } };
}
