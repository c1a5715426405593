import type { MiddlewareClient } from './middleware-client.ts';
import { nothing } from './answers.ts';

interface Fault { readonly port: string; readonly operation: string; readonly kind: 'down' | 'slow' | 'refuses' | 'answers-twice' | 'answers-late'; readonly times: number; readonly ms?: number }

type Place = readonly [port: string, operation: string];
const operations: readonly [Place, ...Place[]] = [
  ['eid-tool', 'openRenewal'], ['eid-tool', 'mirrorDossier'], ['eid-tool', 'closeRenewal'], ['crm', 'recordContact'], ['crm', 'closeProcedure'],
  ['biza', 'registerBiometrics'], ['biza', 'verifyBiometrics'], ['biza', 'orderCard'], ['biza', 'openActivation'], ['biza', 'confirmActivation'], ['biza', 'registerCode'],
  ['biza', 'annulCard'], ['biza', 'closeRenewal'], ['devices', 'requestFingerprints'], ['devices', 'requestCode'], ['devices', 'runScript'],
  ['devices', 'fingerprints'], ['devices', 'code'], ['messaging', 'sendEmail'], ['payment', 'start'], ['payment', 'statusChanged'], ['bpost', 'announceDelivery'], ['bpost', 'delivery'],
];
/** What waits for a person when it is refused, and goes on after a replay. */
const refusable: readonly [Place, ...Place[]] = [['eid-tool', 'openRenewal'], ['eid-tool', 'closeRenewal'], ['biza', 'closeRenewal'], ['crm', 'closeProcedure']];

/** The faults of one seed: mostly transient and ambiguous ones, and one that only a person can end. */
export function faultsOf(seed: number): readonly Fault[] {
  const random = seeded(seed);
  const pick = <T>(from: readonly [T, ...T[]]): T => from[Math.floor(random() * from.length)] ?? from[0];
  const passing = Array.from({ length: 12 }, (): Fault => {
    const [port, operation] = pick(operations);
    const kind = pick<Fault['kind']>(['down', 'slow', 'answers-twice', 'answers-late']);
    return { port, operation, kind, times: 1 + Math.floor(random() * 3), ms: 100 };
  });
  const [port, operation] = pick(refusable);
  return [...passing.filter((fault) => fault.port !== port || fault.operation !== operation), { port, operation, kind: 'refuses', times: 1 }];
}

export async function playFaults(client: MiddlewareClient, seed: number): Promise<readonly Fault[]> {
  const faults = faultsOf(seed);
  for (const { port, ...fault } of faults) await client.pull(nothing, port, 'fault', fault);
  return faults;
}

export async function endFaults(client: MiddlewareClient, faults: readonly Fault[]): Promise<void> {
  for (const { port, operation } of faults) await client.pull(nothing, port, 'fault', { operation, kind: null });
}

/** mulberry32: the same seed gives the same faults. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
