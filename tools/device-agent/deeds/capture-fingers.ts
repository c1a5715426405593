import { randomUUID } from 'node:crypto';
import { FingerprintsFailed, type CapturedFinger, type Finger, type FingerprintDevice } from '../fingerprint-device.ts';
import type { KeptRequest } from '../keeping/requests.ts';
import { wipe } from '../sealing/wipe.ts';
import type { Timing } from '../timing.ts';
import type { TellProgress } from './tell-progress.ts';

type Asked = Extract<KeptRequest, { kind: 'fingerprints' }>['asked'];

export interface Capturing {
  readonly device: FingerprintDevice;
  readonly timing: Timing;
  readonly signal: AbortSignal;
  readonly tell: (step: Parameters<TellProgress>[1], more?: Parameters<TellProgress>[2]) => void;
}

/** A citizen gets so long to put the fingers, each time. */
const longestTryMs = 60_000;
/** After these the citizen may try again. */
const anotherTry = new Set(['poor-quality', 'badly-placed', 'time-out', 'no-finger']);

/**
 * The fingers that were asked, each good enough; after a poor one only that finger is taken again, and of each finger the best one is kept. The caller wipes the images.
 * @throws FingerprintsFailed, with how good each finger was at best; nothing of the images is left then
 */
export async function captureFingers(asked: Asked, capturing: Capturing): Promise<readonly CapturedFinger[]> {
  const { device, timing, signal, tell } = capturing;
  const [good, best] = [new Map<Finger, CapturedFinger>(), new Map<Finger, number>()];
  const judge = ({ finger, quality }: Pick<CapturedFinger, 'finger' | 'quality'>) => {
    best.set(finger, Math.max(quality, best.get(finger) ?? 0));
    tell(quality < asked.leastQuality ? 'quality-low' : 'finger-taken', { finger, quality });
  };
  let last = 'no-finger';
  try {
    for (let time = 1; time <= asked.tries; time += 1) {
      const fingers = asked.fingers.filter((finger) => !good.has(finger));
      for (const finger of fingers) tell('put-finger', { finger });
      try {
        const captured = await device.capture({
          transaction: randomUUID(), fingers, exceptions: asked.exceptions, leastQuality: asked.leastQuality, withinMs: Math.min(longestTryMs, asked.until - timing.now()), signal,
        });
        for (const one of captured) {
          judge(one);
          if (one.quality < asked.leastQuality || good.has(one.finger)) wipe(one.image);
          else good.set(one.finger, one);
        }
        last = 'poor-quality';
      } catch (error) {
        if (!(error instanceof FingerprintsFailed) || !anotherTry.has(error.code)) throw error;
        for (const one of error.qualities) judge(one);
        last = error.code;
      }
      if (asked.fingers.every((finger) => good.has(finger))) return asked.fingers.flatMap((finger) => good.get(finger) ?? []);
      if (signal.aborted) throw new FingerprintsFailed('time-out');
    }
    throw new FingerprintsFailed(last, [...best].map(([finger, quality]) => ({ finger, quality })));
  } catch (error) {
    wipe(...[...good.values()].map(({ image }) => image));
    throw signal.aborted ? new FingerprintsFailed('time-out') : error;
  }
}
