import type { X509Certificate } from 'node:crypto';
import type { Finger } from '#tools/device-agent/fingerprint-device.ts';
import { FingerprintsFailed } from '#tools/device-agent/fingerprint-device.ts';
import { askSbi } from '#tools/device-agent/sbi/ask-sbi.ts';
import type { After } from '#tools/device-agent/sbi/after.ts';
import { captureRequest } from '#tools/device-agent/sbi/capture-request.ts';
import { judgeCapture, UnknownSbiCode } from '#tools/device-agent/sbi/judge-capture.ts';
import { liftLongStrings } from '#tools/device-agent/sbi/lift-long-strings.ts';
import type { Asking, FoundDevice } from '#tools/device-agent/sbi/read-device.ts';
import { captured, discovered, readAnswer } from '#tools/device-agent/sbi/sbi-answers.ts';
import { turnsFor } from '#tools/device-agent/sbi/sbi-fingers.ts';
import { sbiSettings } from '#tools/device-agent/sbi/sbi-settings.ts';

export interface SbiCheck {
  readonly port: number;
  /** PEM: authorities of makers that are believed. */
  readonly providers: readonly string[];
  readonly certificates: readonly X509Certificate[];
  readonly environment: string;
  readonly now: () => number;
  readonly after: After;
  readonly newTransaction: () => string;
  /** Tells the person at the device what to do. */
  readonly say: (what: string) => void;
  readonly fingers: readonly Finger[];
  /** How long a finger is waited for. */
  readonly fingerWithinMs: number;
}

export const answerWithinMs = 5_000;
const mostForErrors = 1_048_576;

export const askingOf = ({ port, providers, certificates, environment, now, after }: SbiCheck): Asking =>
  ({ settings: sbiSettings.parse({ ports: { from: port, to: port }, providers, environment }), providers: certificates, now, after });

export interface Attempt {
  readonly finger: Finger;
  readonly exceptions?: readonly Finger[];
  readonly leastQuality?: number;
  readonly withinMs?: number;
  readonly previousHash: string;
}

export type Outcome = { readonly quality: number; readonly hash: string } | { readonly failed: string };

/** One finger, by the same code as the agent's; its image is wiped at once. */
export async function tryCapture(check: SbiCheck, device: FoundDevice, attempt: Attempt): Promise<Outcome> {
  const { transaction, body, withinMs } = wishFor(check, device, attempt);
  try {
    const answer = await askSbi({ port: check.port, verb: 'RCAPTURE', path: '/capture', body, withinMs: withinMs + answerWithinMs, after: check.after });
    try {
      const { fingers: [taken], hash } = judgeCapture(answer, {
        device, trust: { providers: check.certificates, now: check.now() }, transaction, environment: check.environment, fingers: [attempt.finger], previousHash: attempt.previousHash,
      });
      taken?.image.fill(0);
      return { quality: taken?.quality ?? 0, hash };
    } finally {
      answer.fill(0);
    }
  } catch (error) {
    return { failed: codeOf(error) };
  }
}

/** The device's own code for what it was asked; nothing where it did it, or said nothing that can be read. */
export async function refusedWith(check: SbiCheck, body: object | string): Promise<string | undefined> {
  const bytes = await askSbi({ port: check.port, verb: 'RCAPTURE', path: '/capture', body, withinMs: answerWithinMs + check.fingerWithinMs, most: mostForErrors, after: check.after });
  try {
    const { biometrics: [first] } = readAnswer(captured, liftLongStrings(bytes).json);
    return first?.error === '0' || first?.error === '' ? undefined : first?.error;
  } finally {
    bytes.fill(0);
  }
}

export function wishFor(check: SbiCheck, device: FoundDevice, { finger, exceptions = [], leastQuality = 40, withinMs = check.fingerWithinMs, previousHash }: Attempt) {
  const [turn] = turnsFor([finger], exceptions, { subType: device.is.deviceSubType, subIds: device.subIds });
  if (!turn) throw new Error('A finger always has its turn.');
  const transaction = check.newTransaction();
  return { transaction, withinMs, body: captureRequest({ turn, device, environment: check.environment, transaction, leastQuality, previousHash, timeoutMs: withinMs, now: check.now() }) };
}

export async function discover({ port, after }: SbiCheck) {
  const bytes = await askSbi({ port, verb: 'MOSIPDISC', path: '/device', body: { type: 'Finger' }, withinMs: answerWithinMs, most: mostForErrors, after });
  return readAnswer(discovered, bytes.toString());
}

/** Ours where it is known; never what a device wrote. */
export function codeOf(error: unknown): string {
  if (error instanceof FingerprintsFailed) return error.code;
  if (error instanceof UnknownSbiCode) return 'a code of its maker';
  throw error;
}
