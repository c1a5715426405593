import type { z } from 'zod';
import { openAsBiza } from '#connectors/sandbox-kit/biza-test-keys.ts';
import { ageOn } from '#services/belgium/age.ts';
import type { OutwardCall, SealedEnvelope } from '#services/kernel/port.ts';
import { bizaFailures, sealedFingers } from '../biza.port.ts';
import type { BizaOperations, BizaWorld, Registration } from './biza-world.ts';
import { demandAuthorised } from './demand-authorised.ts';
import { demandPerson } from './know-person.ts';

/** Law: no prints are taken of a child under 12. */
const fromAge = 12;

export function biometricsOf(world: BizaWorld): Pick<BizaOperations, 'registerBiometrics' | 'verifyBiometrics'> {
  return {
    registerBiometrics: {
      prepare: ({ sealed, dossier }, call) => openBound(world, sealedFingers, sealed, { dossier, purpose: 'fingerprints' }, call),
      act: ({ dossier, insz, outcome, fingers, sealed, official, device }, { prepared }) => {
        const { birthDate } = demandPerson(world, insz);
        demandAuthorised(world, 'capture-biometrics', { official, device });
        if (birthDate !== null && ageOn(birthDate, world.today()) < fromAge) throw bizaFailures.refused();
        const isCaptured = outcome === 'captured';
        if (isCaptured !== (fingers.length > 0) || isCaptured !== (sealed !== null)) throw bizaFailures.refused();
        const opened: z.output<typeof sealedFingers> | undefined = prepared;
        if (isCaptured && !opened) throw bizaFailures['unreadable-envelope']();
        const registration = `REG-${world.nis}-${world.next('registration')}`;
        const enclosed = opened?.fingers.map(({ finger }) => finger) ?? [];
        world.registrations.put(registration, { dossier, insz, outcome, fingers, enclosed, verdict: 'none', reason: null });
        return { registration };
      },
    },
    verifyBiometrics: {
      act: ({ dossier, registration }) => {
        const found = world.registrations.get(registration);
        if (!found || found.dossier !== dossier) throw bizaFailures.refused();
        // One registration has one verdict, however often it is asked.
        const { verdict, reason } = found.verdict === 'none' ? judge(world, found) : { verdict: found.verdict, reason: found.reason };
        world.registrations.put(registration, { ...found, verdict, reason });
        return { verdict, reason };
      },
    },
  };
}

function judge({ counters }: BizaWorld, { outcome, fingers, enclosed }: Registration): { verdict: 'verified' | 'rejected'; reason: string | null } {
  if (outcome !== 'captured') return { verdict: 'verified', reason: null };
  const toReject = counters.get('reject-biometrics') ?? 0;
  if (toReject > 0) {
    counters.put('reject-biometrics', toReject - 1);
    return { verdict: 'rejected', reason: 'quality-insufficient' };
  }
  return fingers.every((finger) => enclosed.includes(finger)) ? { verdict: 'verified', reason: null } : { verdict: 'rejected', reason: 'finger-missing' };
}

/** Opens an envelope, when it is bound to what it is used for and holds what it should. */
export async function openBound<S extends z.ZodType>(
  { folder }: Pick<BizaWorld, 'folder'>, content: S, reference: string | null, bound: SealedEnvelope['boundTo'], call: OutwardCall,
): Promise<z.output<S> | undefined> {
  if (reference === null) return undefined;
  const envelope = await call.sealed(reference);
  if (envelope.boundTo.dossier !== bound.dossier || envelope.boundTo.purpose !== bound.purpose) return undefined;
  const bytes = await openAsBiza(folder, envelope);
  return bytes && content.safeParse(parseJson(Buffer.from(bytes).toString('utf8'))).data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
