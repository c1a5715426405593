import { bizaFailures } from '../biza.port.ts';
import type { Authorisation, BizaWorld } from './biza-world.ts';

type Act = Authorisation['act'];

/** Fingerprints are taken by a municipal official, never by the postal worker; activation may be done by both. */
const persons: Readonly<Record<Act, readonly string[]>> = {
  'capture-biometrics': ['official'],
  'activate-card': ['official', 'bpost-employee'],
};

/** BiZa's own check, whatever was checked before: municipality, person and device, each for this act, today. */
export function demandAuthorised(world: BizaWorld, act: Act, { official, device }: { official: string; device: string }): void {
  const today = world.today();
  const holds = (holder: string) => (world.authorisations.get(holder) ?? [])
    .some((span) => span.act === act && !span.withdrawn && span.validFrom <= today && today <= span.validUntil);
  const all = holds(`municipality:${world.nis}`) && holds(`device:${device}`) && persons[act].some((holder) => holds(`${holder}:${official}`));
  if (!all) throw bizaFailures['not-authorised']();
}
