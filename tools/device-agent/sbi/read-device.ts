import type { X509Certificate } from 'node:crypto';
import { FingerprintsFailed } from '../fingerprint-device.ts';
import type { After } from './after.ts';
import { askSbi } from './ask-sbi.ts';
import { deviceInfo, digitalId, infos, readAnswer, unsignedInfo, type DigitalId } from './sbi-answers.ts';
import { isSuccess, meaningOf, stateOf } from './sbi-errors.ts';
import type { SbiSettings } from './sbi-settings.ts';
import { verifyToken } from './verify-token.ts';

export const specification = '0.9.5';

export interface Asking {
  readonly settings: SbiSettings;
  readonly providers: readonly X509Certificate[];
  readonly now: () => number;
  readonly after: After;
  readonly signal?: AbortSignal | undefined;
}

export interface FoundDevice {
  readonly port: number;
  readonly deviceId: string;
  readonly deviceCode: string;
  readonly subIds: readonly string[];
  readonly state: 'ready' | 'busy' | 'not-ready' | 'not-registered';
  readonly is: DigitalId;
}

const answerWithinMs = 5_000;
const mostBytes = 1_024 * 1_024;

/**
 * Who the device on this port is and what it is doing, by its own signature.
 * @throws FingerprintsFailed why it is not one that we use
 */
export async function readDevice(asking: Asking, port: number): Promise<FoundDevice> {
  const bytes = await askSbi({ port, verb: 'MOSIPDINFO', path: '/info', body: { type: 'Finger' }, withinMs: answerWithinMs, most: mostBytes, after: asking.after, signal: asking.signal });
  let why = new FingerprintsFailed('absent');
  for (const { deviceInfo: said, error } of readAnswer(infos, bytes.toString())) {
    try {
      if (!isSuccess(error)) throw new FingerprintsFailed(meaningOf(error) ?? 'device-failed');
      const device = readInfo(said ?? '', asking, port);
      if (device) return device;
    } catch (trouble) {
      if (!(trouble instanceof FingerprintsFailed)) throw trouble;
      why = trouble;
    }
  }
  throw why;
}

/** Nothing where it is another kind of device than we use, or not the one that was named. */
function readInfo(said: string | object, { settings, providers, now }: Asking, port: number): FoundDevice | undefined {
  if (isUnregistered(said)) throw new FingerprintsFailed('not-registered');
  if (typeof said !== 'string') throw new FingerprintsFailed('bad-signature');
  const trust = { providers, now: now() };
  const info = readAnswer(deviceInfo, verifyToken(Buffer.from(said), trust).toString());
  const is = readAnswer(digitalId, verifyToken(Buffer.from(info.digitalId), trust).toString());
  if (is.type !== 'Finger' || info.purpose !== 'Registration' || info.env !== settings.environment || !info.specVersion.includes(specification)) return undefined;
  if (settings.serial !== undefined && is.serialNo !== settings.serial) throw new FingerprintsFailed('foreign-device');
  return { port, deviceId: info.deviceId, deviceCode: info.deviceCode, subIds: info.deviceSubId, state: stateOf(info.deviceStatus), is };
}

/** Such a device has no key yet. It is not believed, it only says what is missing. */
function isUnregistered(said: string | object): boolean {
  try {
    return unsignedInfo.safeParse(typeof said === 'string' ? JSON.parse(Buffer.from(said, 'base64url').toString()) : said).success;
  } catch {
    return false;
  }
}

export const isSameDevice = (one: DigitalId, other: DigitalId): boolean =>
  one.serialNo === other.serialNo && one.make === other.make && one.model === other.model && one.deviceProviderId === other.deviceProviderId && one.type === other.type;
