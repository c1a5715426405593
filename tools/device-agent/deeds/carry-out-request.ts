import { randomUUID } from 'node:crypto';
import type { Delivery } from '../keeping/deliveries.ts';
import { FingerprintsFailed } from '../fingerprint-device.ts';
import type { KeptRequest } from '../keeping/requests.ts';
import { PinWindowGone } from '../pin-window.ts';
import { sealForBiza } from '../sealing/seal-for-biza.ts';
import { contentOfCode, contentOfFingers } from '../sealing/sealed-content.ts';
import { wipe } from '../sealing/wipe.ts';
import { askNewDigits } from './ask-digits.ts';
import { captureFingers } from './capture-fingers.ts';
import type { DeedMeans } from './deed.ts';
import { DeedFailed } from './deed-failed.ts';
import { failedResult, resultOf } from './result-of.ts';

/** Who begins at the door may begin again there after these: the house may be out of reach. */
const waitsAgain = new Set(['cancelled', 'time-out', 'busy', 'not-ready', 'absent', 'no-window', 'device-failed']);
/** Nothing stays open for longer, whatever the house allows. */
const longestMs = 10 * 60_000;

/** `sealed`: the answer is in the queue. `waiting`: it may be begun again. `failed`: the failure is in the queue. `broken-off`: the agent ended first. */
export type Outcome = { readonly outcome: 'sealed' | 'broken-off' } | { readonly outcome: 'waiting' | 'failed'; readonly why: string };

/** The citizen does what was requested; what comes of it is sealed at once and becomes durable together with the end of the request. */
export async function carryOutRequest(request: KeptRequest, means: DeedMeans, ending: AbortSignal): Promise<Outcome> {
  const { keeping, timing } = means;
  keeping.requests.step(request.request, 'begun');
  const over = new AbortController();
  const stop = timing.after(Math.min(request.asked.until - timing.now(), longestMs), () => { over.abort(); });
  try {
    const result = await means.holds.during([request.kind === 'code' ? 'window' : 'fingers'], () => perform(request, means, AbortSignal.any([over.signal, ending])));
    conclude(request, means, result);
    return { outcome: 'sealed' };
  } catch (error) {
    if (ending.aborted) return { outcome: 'broken-off' };
    const why = codeOf(error);
    if (request.asked.start === 'at-the-door' && waitsAgain.has(why) && timing.now() < request.asked.until) {
      keeping.requests.step(request.request, 'waiting');
      means.tell(idOf(request), 'waiting');
      return { outcome: 'waiting', why };
    }
    conclude(request, means, failedResult(request, means.device, why, error instanceof FingerprintsFailed ? error.qualities : []));
    return { outcome: 'failed', why };
  } finally {
    stop();
  }
}

async function perform(request: KeptRequest, means: DeedMeans, signal: AbortSignal): Promise<Omit<Delivery, 'id'>> {
  const key = means.trust(request.asked.biza);
  const { dossier } = request.asked;
  const tell = (...step: Parameters<Parameters<typeof captureFingers>[1]['tell']>) => { means.tell(idOf(request), ...step); };
  if (request.kind === 'code') {
    if (!means.window) throw new DeedFailed('no-window');
    tell('pin-asked');
    const digits = await askNewDigits(means.window, { language: request.asked.language, signal });
    if (!digits) throw new DeedFailed(signal.aborted ? 'time-out' : 'cancelled');
    const content = contentOfCode(digits);
    wipe(digits);
    return resultOf(request, means.device, [], sealForBiza(content, { dossier, purpose: 'code' }, key));
  }
  if (!means.fingerprints) throw new DeedFailed('absent');
  const fingers = await captureFingers(request.asked, { device: means.fingerprints, timing: means.timing, signal, tell });
  try {
    return resultOf(request, means.device, fingers, sealForBiza(contentOfFingers(fingers), { dossier, purpose: 'fingerprints' }, key));
  } finally {
    wipe(...fingers.map(({ image }) => image));
  }
}

/** The request ends and its result waits for the house: both, or neither. */
export function conclude(request: KeptRequest, { keeping, timing, tell }: Pick<DeedMeans, 'keeping' | 'timing' | 'tell'>, result: Omit<Delivery, 'id'>): void {
  keeping.together(() => {
    if (result.envelope) for (const step of ['sealed', 'queued'] as const) tell(idOf(request), step);
    keeping.deliveries.add({ id: randomUUID(), ...result }, timing.now());
    keeping.requests.remove(request.request);
    tell(idOf(request), 'done');
  });
}

const idOf = ({ asked: { visit }, request }: KeptRequest) => ({ visit, request });

function codeOf(error: unknown): string {
  if (error instanceof FingerprintsFailed || error instanceof DeedFailed) return error.code;
  return error instanceof PinWindowGone ? 'no-window' : 'device-failed';
}
