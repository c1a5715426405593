import { createHash } from 'node:crypto';
import type { After } from '#tools/device-agent/sbi/after.ts';
import { deviceFingers, type DeviceFinger, type FingerName } from './device-fingers.ts';
import type { DeviceKeys, SigningKey } from './device-keys.ts';
import { readRequest, type CaptureRequest } from './read-request.ts';
import { errorOf, sbiCodes, type SbiCode } from './sbi-codes.ts';
import { seeded } from './seeded.ts';
import { base64url, signToken } from './sign-token.ts';
import { writePrint } from './write-print.ts';

export type DeviceStatus = 'Ready' | 'Busy' | 'Not Ready' | 'Not Registered';
export const deviceStatuses: readonly DeviceStatus[] = ['Ready', 'Busy', 'Not Ready', 'Not Registered'];

export interface DeviceIdentity { readonly serial: string; readonly kind: 'Single' | 'Slap'; readonly environment: string }
export interface DeviceMeans { readonly keys: DeviceKeys; readonly now: () => number; readonly after: After; readonly seed: number; /** How long a citizen takes to put a finger; `by-hand`: nobody puts one before `putOn` says so, try by try. */ readonly fingerAfterMs: number | 'by-hand' }
/** Fingers that are put on now, each with its quality, or what the device says instead. */
export type PutOn = { readonly fingers: ReadonlyMap<FingerName, number> } | { readonly says: SbiCode };

/** How an answer to a capture is made otherwise than it should be. */
export interface Twist {
  readonly signing?: SigningKey;
  readonly serial?: string;
  readonly transaction?: string;
  readonly finger?: DeviceFinger;
  readonly position?: number;
  readonly hash?: string;
}

/** The device behind the wire: what it is, which fingers are there, and what it says to each verb. */
export function simulatedDevice({ serial, kind, environment }: DeviceIdentity, { keys, now, after, seed, fingerAfterMs }: DeviceMeans) {
  const random = seeded(seed);
  const deviceId = `simulated-${serial}`;
  const deviceCode = `SIM-${serial}`;
  const parts = kind === 'Slap' ? ['1', '2', '3'] : ['0'];
  const qualities = new Map<FingerName, number | 'missing'>(deviceFingers.map(({ finger }) => [finger, 70 + Math.floor(random() * 25)]));
  let [status, capturing]: [DeviceStatus, boolean] = ['Ready', false];
  let [waiting, put]: [{ readonly transaction: string; readonly go: () => void } | undefined, { readonly transaction: string; readonly what: PutOn } | undefined] = [undefined, undefined];

  const idOf = (serialNo: string) => ({ serialNo, make: 'TEST Simulated', model: `Simulated ${kind}`, type: 'Finger', deviceSubType: kind, deviceProvider: 'TEST Simulated Devices', deviceProviderId: 'TEST-SIM', dateTime: new Date(now()).toISOString() });
  const present = (): DeviceStatus => (status === 'Ready' && capturing ? 'Busy' : status);
  const described = () => ({ specVersion: ['0.9.5'], env: environment, deviceId, deviceCode, purpose: 'Registration', serviceVersion: '0.9.5', deviceStatus: present(), firmware: 'simulated-1', certification: 'L0', deviceSubId: parts, callbackId: '' });
  const refusal = (code: SbiCode) => ({ biometrics: [{ specVersion: '0.9.5', data: '', hash: '', error: errorOf(code) }] });

  const takeFingers = (request: CaptureRequest, { signing = keys.device, serial: other, transaction, finger: instead, position, hash: wrongHash }: Twist) => {
    let hash = request.previousHash === '' ? sha256(Buffer.alloc(0)) : Buffer.from(request.previousHash, 'hex');
    const biometrics = request.fingers.map((asked) => {
      const finger = instead ?? asked;
      const quality = qualityOf(asked);
      const image = writePrint({ position: position ?? finger.position, quality, seed, at: new Date(now()) });
      hash = sha256(Buffer.concat([hash, sha256(image)]));
      const payload = {
        digitalId: signToken(idOf(other ?? serial), keys.device), deviceCode, deviceServiceVersion: '0.9.5', bioType: 'Finger', bioSubType: finger.name, purpose: 'Registration', env: environment,
        bioValue: image.toString('base64url'), transactionId: transaction ?? request.transaction, timestamp: new Date(now()).toISOString(), requestedScore: String(request.requestedScore), qualityScore: String(quality),
      };
      return { specVersion: '0.9.5', data: signToken(payload, signing), hash: wrongHash ?? hash.toString('hex').toUpperCase(), error: errorOf(sbiCodes.success) };
    });
    return { biometrics };
  };
  const stopWaiting = () => { waiting = undefined; };
  /** All turns of one try find the same fingers on the device. */
  const waitForHand = (request: CaptureRequest, gone: (then: () => void) => void) => new Promise<SbiCode | undefined>((resolve) => {
    const look = () => { stopWaiting(); resolve(put && foundOf(request, put.what)); };
    if (put?.transaction === request.transaction) return look();
    waiting = { transaction: request.transaction, go: () => { stop(); look(); } };
    const stop = after(request.timeoutMs, () => { stopWaiting(); resolve(sbiCodes.noFinger); });
    gone(() => { stop(); stopWaiting(); resolve(sbiCodes.noFinger); });
  });
  const foundOf = ({ fingers }: CaptureRequest, what: PutOn): SbiCode | undefined => {
    if ('says' in what) return what.says;
    for (const { finger } of fingers) qualities.set(finger, what.fingers.get(finger) ?? 'missing');
    return fingers.some(({ finger }) => qualities.get(finger) === 'missing') ? sbiCodes.noFinger : undefined;
  };
  const qualityOf = ({ finger }: DeviceFinger): number => { const found = qualities.get(finger); return typeof found === 'number' ? found : 0; };
  /** Fingers that are good are there soon; otherwise the device waits for better ones as long as it may, and gives the best it saw. */
  const waitFor = (request: CaptureRequest, fingerAfterMs: number, gone: (then: () => void) => void) => new Promise<SbiCode | undefined>((resolve) => {
    const missing = request.fingers.some(({ finger }) => qualities.get(finger) === 'missing');
    const good = !missing && request.fingers.every((finger) => qualityOf(finger) >= request.requestedScore);
    const inTime = fingerAfterMs < request.timeoutMs;
    const stop = after(good && inTime ? fingerAfterMs : request.timeoutMs, () => resolve(missing || !inTime ? sbiCodes.noFinger : undefined));
    gone(() => { stop(); resolve(sbiCodes.noFinger); });
  });

  return {
    discover: () => [{ ...described(), specVersion: ['0.9.5'], digitalId: base64url(idOf(serial)), error: errorOf(sbiCodes.success) }],
    info: ({ signing = keys.device, serial: other }: Twist = {}) => {
      if (status === 'Not Registered') return [{ deviceInfo: base64url({ ...described(), digitalId: base64url(idOf(serial)) }), error: errorOf(sbiCodes.notRegistered) }];
      return [{ deviceInfo: signToken({ ...described(), digitalId: signToken(idOf(other ?? serial), signing) }, signing), error: errorOf(sbiCodes.success) }];
    },
    /** `gone` takes what to do when whoever asked hangs up: the device is free again. */
    capture: async (body: Buffer, twist: Twist, gone: (then: () => void) => void, began: () => void) => {
      const request = readRequest(body, { kind, environment, deviceId, parts });
      if (!('transaction' in request)) return refusal(request);
      const now = present();
      if (now !== 'Ready') return refusal(now === 'Busy' ? sbiCodes.busy : now === 'Not Ready' ? sbiCodes.notReady : sbiCodes.notRegistered);
      capturing = true;
      began();
      try {
        const trouble = fingerAfterMs === 'by-hand' ? await waitForHand(request, gone) : await waitFor(request, fingerAfterMs, gone);
        return trouble ? refusal(trouble) : takeFingers(request, twist);
      } finally {
        capturing = false;
      }
    },
    refusal,
    waits: () => waiting !== undefined,
    putOn: (what: PutOn) => {
      if (!waiting) return;
      put = { transaction: waiting.transaction, what };
      waiting.go();
    },
    put: (finger: FingerName, quality: number | 'missing') => { qualities.set(finger, quality); },
    become: (next: DeviceStatus) => { status = next; },
  };
}
export type SimulatedDevice = ReturnType<typeof simulatedDevice>;

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
