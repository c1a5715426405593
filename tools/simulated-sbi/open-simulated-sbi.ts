import type { After } from '#tools/device-agent/sbi/after.ts';
import { rightLittle, type FingerName } from './device-fingers.ts';
import type { DeviceKeys } from './device-keys.ts';
import { serveRaw, type RawLine, type RawRequest } from './raw-http.ts';
import { errorOf, sbiCodes } from './sbi-codes.ts';
import type { FaultyVerb, SbiFault } from './sbi-faults.ts';
import { sendAnswer } from './send-answer.ts';
import { simulatedDevice, type DeviceStatus, type PutOn, type Twist } from './simulated-device.ts';

export interface SimulatedSbiMeans {
  readonly keys: DeviceKeys;
  readonly now: () => number;
  readonly after: After;
  /** 0: any free one. The specification keeps 4501 to 4600 for device services. */
  readonly port?: number;
  readonly seed?: number;
  readonly serial?: string;
  readonly kind?: 'Single' | 'Slap';
  readonly environment?: string;
  /** `by-hand`: nobody puts a finger before `putOn` says so. */
  readonly fingerAfterMs?: number | 'by-hand';
}

export interface SimulatedSbi {
  readonly port: number;
  /** PEM of the authority that an agent has to believe. */
  readonly provider: string;
  /** Captures that were asked for. */
  readonly asked: () => number;
  /** The quality (0 to 100) at which this finger is put from now on, or that it is not there. */
  put(finger: FingerName, quality: number | 'missing'): void;
  /** With `by-hand`: these fingers are on the device for the try that waits for fingers, or it says this instead. */
  putOn(what: PutOn): void;
  /** With `by-hand`: a try waits for fingers now. */
  waits(): boolean;
  become(status: DeviceStatus): void;
  /** The next answer to this verb goes wrong in this way; called again, the one after it. */
  next(verb: FaultyVerb, fault: SbiFault): void;
  /** Resolves when the next capture begins to wait for fingers. */
  captureBegins(): Promise<void>;
  close(): Promise<void>;
}

/** A simulated fingerprint device, MOSIP SBI 0.9.5, on this machine only. */
export async function openSimulatedSbi({ keys, now, after, port = 0, seed = 1, serial = '000000000001', kind = 'Single', environment = 'Developer', fingerAfterMs = 0 }: SimulatedSbiMeans): Promise<SimulatedSbi> {
  const device = simulatedDevice({ serial, kind, environment }, { keys, now, after, seed, fingerAfterMs });
  const waiting = new Map<FaultyVerb, SbiFault[]>();
  let began = Promise.withResolvers<void>();
  let [asked, last] = [0, ''];
  const begin = () => { began.resolve(); began = Promise.withResolvers(); };

  const answerTo = async (request: RawRequest, line: RawLine, fault: SbiFault | undefined): Promise<object> => {
    if (request.verb === 'RCAPTURE') asked += 1;
    if (fault?.startsWith('code:') === true) return device.refusal([fault.slice(5), 'Said on demand']);
    if (request.verb === 'MOSIPDISC') return device.discover();
    if (request.verb === 'MOSIPDINFO') return device.info(twistFor(fault, keys, serial));
    return device.capture(request.body, twistFor(fault, keys, serial), (then) => line.socket.once('close', then), begin);
  };
  const take = async (request: RawRequest, line: RawLine): Promise<void> => {
    const refused = refusalOf(request);
    if (refused) return refused(line);
    const verb = faultyVerb(request.verb);
    const fault = verb && waiting.get(verb)?.shift();
    const body = JSON.stringify(await answerTo(request, line, fault));
    sendAnswer(line, { body, last, fault, after });
    if (request.verb === 'RCAPTURE') last = body;
  };
  const served = await serveRaw(port, (request, line) => { void take(request, line); });
  return {
    port: served.port, provider: keys.provider, asked: () => asked, put: device.put, putOn: device.putOn, waits: device.waits, become: device.become,
    next: (verb, fault) => { waiting.set(verb, [...(waiting.get(verb) ?? []), fault]); },
    captureBegins: () => began.promise,
    close: served.close,
  };
}

const paths: Readonly<Record<FaultyVerb, string>> = { MOSIPDISC: '/device', MOSIPDINFO: '/info', RCAPTURE: '/capture' };
const faultyVerb = (verb: string): FaultyVerb | undefined => (verb === 'MOSIPDISC' || verb === 'MOSIPDINFO' || verb === 'RCAPTURE' ? verb : undefined);

/** What a device for registration does not do: capture for a login, show a moving picture, anything else. */
function refusalOf({ verb, path }: RawRequest): ((line: RawLine) => void) | undefined {
  const known = faultyVerb(verb);
  if (known && path === paths[known]) return undefined;
  const error = errorOf(sbiCodes.notOffered);
  if ((verb === 'CAPTURE' && path === '/capture') || (verb === 'STREAM' && path === '/stream')) return (line) => line.answer(200, JSON.stringify(verb === 'CAPTURE' ? { biometrics: [{ specVersion: '0.9.5', data: '', hash: '', error }] } : { error }));
  return (line) => line.answer(404, JSON.stringify({ error }));
}

/** Faults that are in what is signed; those of the wire are made by `send-answer.ts`. */
function twistFor(fault: SbiFault | undefined, keys: DeviceKeys, serial: string): Twist {
  const twists = new Map<SbiFault | undefined, Twist>([
    ['foreign-certificate', { signing: keys.foreign }], ['expired-certificate', { signing: keys.ended }], ['other-device', { serial: `${serial}-other` }], ['other-transaction', { transaction: 'of-somebody-else' }],
    ['other-finger', { finger: rightLittle }], ['other-image', { position: rightLittle.position }], ['wrong-hash', { hash: '0'.repeat(64) }],
  ]);
  return twists.get(fault) ?? {};
}
