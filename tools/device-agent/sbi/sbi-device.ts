import { X509Certificate } from 'node:crypto';
import { FingerprintsFailed, type CaptureAsked, type CapturedFinger, type FingerprintDevice } from '../fingerprint-device.ts';
import type { After } from './after.ts';
import { askSbi } from './ask-sbi.ts';
import { captureRequest } from './capture-request.ts';
import { findDevice } from './find-device.ts';
import { firstHash, judgeCapture, UnknownSbiCode, type Judged } from './judge-capture.ts';
import { readDevice, type Asking, type FoundDevice } from './read-device.ts';
import { turnsFor, type Turn } from './sbi-fingers.ts';
import type { SbiSettings } from './sbi-settings.ts';

export interface SbiMeans { readonly now: () => number; readonly after: After }

/** A fingerprint device that speaks MOSIP SBI 0.9.5, by its service on this machine. Remembers where it was found, and nothing else. */
export function sbiDevice(settings: SbiSettings, { now, after }: SbiMeans): FingerprintDevice {
  const providers = settings.providers.map((pem) => new X509Certificate(pem));
  const asking = (signal?: AbortSignal): Asking => ({ settings, providers, now, after, signal });
  let port: number | undefined;
  const find = async (signal?: AbortSignal): Promise<FoundDevice> => {
    const device = await findDevice(asking(signal), port);
    port = device.port;
    return device;
  };
  return {
    name: 'MOSIP SBI',
    state: async () => {
      try {
        const { state } = await find();
        return state === 'not-registered' ? 'not-ready' : state;
      } catch (error) {
        if (!(error instanceof FingerprintsFailed)) throw error;
        return error.code === 'absent' || error.code === 'busy' ? error.code : 'not-ready';
      }
    },
    capture: async (asked) => {
      const device = await find(asked.signal);
      if (device.state !== 'ready') throw new FingerprintsFailed(device.state);
      return captureTurns(asked, device, asking(asked.signal));
    },
  };
}

/**
 * Turn by turn, in one chain of hashes. Either all fingers come back, or none is kept. After a poor one the others are taken all the same, as long as there is time: so
 * that the official knows of each how good it was.
 */
async function captureTurns(asked: CaptureAsked, device: FoundDevice, asking: Asking): Promise<readonly CapturedFinger[]> {
  const until = asking.now() + asked.withinMs;
  const taken: CapturedFinger[] = [];
  let hash = firstHash;
  try {
    for (const turn of turnsFor(asked.fingers, asked.exceptions, { subType: device.is.deviceSubType, subIds: device.subIds })) {
      const left = until - asking.now();
      if (left <= 0) throw poorOf(taken, asked) ?? new FingerprintsFailed('time-out');
      const judged = await captureTurn(turn, { asked, device, asking, previousHash: hash, left });
      taken.push(...judged.fingers);
      hash = judged.hash;
    }
    const poor = poorOf(taken, asked);
    if (poor) throw poor;
    return taken;
  } catch (error) {
    for (const { image } of taken) image.fill(0);
    throw error;
  }
}

function poorOf(taken: readonly CapturedFinger[], { leastQuality }: CaptureAsked): FingerprintsFailed | undefined {
  if (taken.every(({ quality }) => quality >= leastQuality)) return undefined;
  return new FingerprintsFailed('poor-quality', taken.map(({ finger, quality }) => ({ finger, quality })));
}

interface TurnAsked { readonly asked: CaptureAsked; readonly device: FoundDevice; readonly asking: Asking; readonly previousHash: string; readonly left: number }

async function captureTurn(turn: Turn, { asked, device, asking, previousHash, left }: TurnAsked): Promise<Judged> {
  const { settings, providers, now, after, signal } = asking;
  const body = captureRequest({ turn, device, environment: settings.environment, transaction: asked.transaction, leastQuality: asked.leastQuality, previousHash, timeoutMs: left, now: now() });
  const answer = await askSbi({ port: device.port, verb: 'RCAPTURE', path: '/capture', body, withinMs: left + settings.answerWithinMs, after, signal });
  try {
    return judgeCapture(answer, { device, trust: { providers, now: now() }, transaction: asked.transaction, environment: settings.environment, fingers: turn.fingers, previousHash });
  } catch (error) {
    if (!(error instanceof UnknownSbiCode)) throw error;
    const { state } = await readDevice(asking, device.port);
    throw new FingerprintsFailed(state === 'ready' ? 'device-failed' : state);
  } finally {
    answer.fill(0);
  }
}
