import { randomUUID } from 'node:crypto';
import { dayOf } from '#services/belgium/brussels-time.ts';
import { addDays } from '#services/belgium/day.ts';
import type { LiveEnv } from '#services/kernel/connector.ts';
import type { PortImplementation } from '#services/kernel/port.ts';
import { disabilityRegisterFailures, type disabilityRegister } from '../disability-register.port.ts';
import { judgeRecognition } from '../judge-recognition.ts';
import { openCarrier, type Carrier } from './carry-magda.ts';
import { meaningOf } from './magda-exceptions.ts';
import { askDossier, askInscription, type AskedBy, type Question } from './magda-messages.ts';
import { rememberRegistrations, type Registrations } from './magda-registrations.ts';
import type { MagdaSettings } from './magda-settings.ts';
import { readDossier, readReply, registered, type Reply } from './read-repliek.ts';
import { RegisterTrouble, tellingKind } from './register-trouble.ts';

/** MAGDA says the number in force at once; more than this is a circle. */
const mostNumbers = 4;

type Side = PortImplementation<typeof disabilityRegister> & AsyncDisposable;
interface Means { readonly env: LiveEnv<MagdaSettings>; readonly carrier: Carrier; readonly registrations: Registrations }
/** Another number is in force, and MAGDA gives nothing under this one. */
class Renumbered extends Error { readonly next: string; constructor(next: string) { super('renumbered'); this.next = next; } }

/** The register behind MAGDA: one person at a time, who is registered first. */
export function openMagdaRegister(env: LiveEnv<MagdaSettings>): Side {
  const carrier = openCarrier(env, () => `_${randomUUID()}`);
  const means = { env, carrier, registrations: rememberRegistrations() };
  return {
    recognition: ({ insz, on }, { signal }) => tellingKind(async () => {
      let number = insz;
      for (let asked = 0; asked < mostNumbers; asked += 1) {
        try {
          const { inForce, ...judged } = await consult(means, number, on, signal);
          return { ...judged, replacedBy: inForce === insz ? null : inForce };
        } catch (error) {
          if (!(error instanceof Renumbered)) throw error;
          number = error.next;
        }
      }
      throw new RegisterTrouble('unreadable', 'reachability', 'MAGDA: numbers replace each other without end');
    }),
    recognised: () => Promise.reject(disabilityRegisterFailures['not-listed']()),
    [Symbol.asyncDispose]: () => Promise.resolve(carrier.close()),
  };
}

export const askedNow = ({ config, realNow }: LiveEnv<MagdaSettings>): AskedBy => ({ sender: config.sender, reference: randomUUID(), now: realNow() });

async function consult(means: Means, insz: string, on: string, signal: AbortSignal) {
  const { env, registrations } = means;
  await registrations.ensure(insz, dayOf(env.now()), () => register(means, insz, signal));
  try {
    const reply = await replyTo(means.carrier, askDossier({ insz, on, sources: env.config.sources }, askedNow(env)), signal);
    const { moved, noData } = demandNothingRefused(reply, insz);
    const inForce = moved ?? insz;
    if (!reply.content && moved !== undefined) throw new Renumbered(moved);
    if (!reply.content && noData) return { status: 'none' as const, until: null, inForce };
    const { insz: about, spans, incomplete } = readDossier(reply);
    if (about === undefined ? spans.length > 0 : about !== insz && about !== inForce) throw new RegisterTrouble('unreadable', 'reachability', 'MAGDA: an answer about somebody else');
    const judged = judgeRecognition(spans, on);
    // A source that did not answer may know of a recognition.
    if (incomplete && judged.status !== 'current') throw new RegisterTrouble('unavailable', 'reachability', 'MAGDA: a source did not answer');
    return { ...judged, inForce };
  } catch (error) {
    if (error instanceof RegisterTrouble && error.kind !== 'unavailable') registrations.forget(insz);
    throw error;
  }
}

async function register({ env, carrier }: Means, insz: string, signal: AbortSignal): Promise<{ readonly until: string }> {
  const from = dayOf(env.now());
  const until = addDays(from, env.config.registrationDays);
  const reply = await replyTo(carrier, askInscription({ insz, from, until }, askedNow(env)), signal);
  const { moved } = demandNothingRefused(reply, insz);
  if (registered(reply)) return { until };
  if (moved !== undefined) throw new Renumbered(moved);
  throw new RegisterTrouble('refused', 'rights', 'MAGDA: the registration of this person did not succeed, and it does not say why');
}

export async function replyTo(carrier: Carrier, question: Question, signal: AbortSignal): Promise<Reply> {
  return readReply(await carrier.carry(question, signal), question);
}

/** What MAGDA says beside its answer: another number is in force, or there are no data. Other warnings change nothing; a refusal is thrown. */
function demandNothingRefused({ exceptions }: Reply, insz: string): { readonly moved: string | undefined; readonly noData: boolean } {
  const moves = exceptions.flatMap(({ renumbered }) => renumbered ?? []);
  if (moves.length > 1 || moves.some(({ old }) => old !== insz)) throw new RegisterTrouble('unreadable', 'reachability', 'MAGDA: a new number of somebody else');
  let noData = false;
  for (const { code, refuses, renumbered } of exceptions) {
    if (!refuses || renumbered) continue;
    const { kind, what, says } = meaningOf(code);
    if (kind !== 'no-data') throw new RegisterTrouble(kind, what, `MAGDA: ${says} (${code})`);
    noData = true;
  }
  return { moved: moves[0]?.next, noData };
}
