import { Refused, type MiddlewareClient } from './middleware-client.ts';
import { nothing } from './answers.ts';
import { pickBy, seeded } from './seeded.ts';

export interface Fault { readonly port: string; readonly operation: string; readonly kind: 'down' | 'slow' | 'refuses' | 'answers-twice' | 'answers-late'; readonly times: number; readonly ms?: number }

export type FaultPlace = readonly [port: string, operation: string];
export const operations: readonly [FaultPlace, ...FaultPlace[]] = [
  ['disability-register', 'recognition'], ['crm', 'citizen'],
  ['eid-tool', 'openRenewal'], ['eid-tool', 'mirrorDossier'], ['eid-tool', 'closeRenewal'], ['crm', 'recordContact'], ['crm', 'closeProcedure'],
  ['biza', 'registerBiometrics'], ['biza', 'verifyBiometrics'], ['biza', 'orderCard'], ['biza', 'openActivation'], ['biza', 'confirmActivation'], ['biza', 'registerCode'],
  ['biza', 'annulCard'], ['biza', 'closeRenewal'], ['devices', 'requestFingerprints'], ['devices', 'requestCode'], ['devices', 'runScript'],
  ['devices', 'fingerprints'], ['devices', 'code'], ['messaging', 'sendEmail'], ['payment', 'start'], ['payment', 'statusChanged'], ['payment', 'credited'], ['bpost', 'announceDelivery'], ['bpost', 'delivery'],
];
/** What waits for a person when it is refused, and goes on after a replay. */
export const refusable: readonly [FaultPlace, ...FaultPlace[]] = [['eid-tool', 'openRenewal'], ['eid-tool', 'closeRenewal'], ['biza', 'closeRenewal'], ['crm', 'closeProcedure']];

/** The faults of one seed: mostly transient and ambiguous ones, and one that only a person can end. */
export function faultsOf(seed: number): readonly Fault[] {
  const random = seeded(seed);
  const pick = <T>(from: readonly [T, ...T[]]): T => pickBy(random, from);
  const passing = Array.from({ length: 12 }, (): Fault => {
    const [port, operation] = pick(operations);
    const kind = pick<Fault['kind']>(['down', 'slow', 'answers-twice', 'answers-late']);
    return { port, operation, kind, times: 1 + Math.floor(random() * 3), ms: 100 };
  });
  const [port, operation] = pick(refusable);
  return [...passing.filter((fault) => fault.port !== port || fault.operation !== operation), { port, operation, kind: 'refuses', times: 1 }];
}

export async function playFaults(client: MiddlewareClient, seed: number): Promise<readonly Fault[]> {
  const played: Fault[] = [];
  for (const { port, ...fault } of faultsOf(seed)) {
    // Devices behind lines have no faults that are switched on.
    const isOn = await client.pull(nothing, port, 'fault', fault).then(() => true, (error: unknown) => {
      if (port === 'devices' && error instanceof Refused && error.type === 'sandbox.no-such-lever') return false;
      throw error;
    });
    if (isOn) played.push({ port, ...fault });
  }
  return played;
}

export async function endFaults(client: MiddlewareClient, faults: readonly Fault[]): Promise<void> {
  for (const { port, operation } of faults) await client.pull(nothing, port, 'fault', { operation, kind: null });
}
